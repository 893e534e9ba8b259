// What a region scores as each class: its own score as its most probable class, less as the others
// in proportion to their probability. A detector that scores every class on its own, suppressed
// class by class, is thus kept whole in one region; an export that is ranked by score can list the
// weaker alternatives too.

extension RegionEstimate {
  /// For each class of the taxonomy `score · p(c) / max p`, 0...1.
  public var classScores: [Double] { scaled(classProbabilities, to: score) }
}

extension FusedRegion {
  /// For each class of the taxonomy `score · p(c) / max p`, 0...1.
  public var classScores: [Double] { scaled(classProbabilities, to: score) }
}

extension FusedRegion {
  /// Least score of a class that is listed beside a region's own where regions are ranked by score;
  /// single sources list their alternatives as regions of their own.
  public static let leastAlternative = 0.01
}

/// A region's own class, and the others that score enough to be listed too.
///
/// - Parameter least: the least score of others; `nil` lists none.
public func listedClasses(_ scores: [Double], own: Int, least: Double?) -> [Int] {
  guard let least else { return [own] }
  return [own] + scores.indices.filter { $0 != own && scores[$0] >= least }
}

private func scaled(_ probabilities: [Double], to score: Double) -> [Double] {
  guard let best = probabilities.max(), best > 0 else { return probabilities.map { _ in 0 } }
  return probabilities.map { score * ($0 / best) }
}
