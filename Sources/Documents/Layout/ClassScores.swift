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

private func scaled(_ probabilities: [Double], to score: Double) -> [Double] {
  guard let best = probabilities.max(), best > 0 else { return probabilities.map { _ in 0 } }
  return probabilities.map { score * ($0 / best) }
}
