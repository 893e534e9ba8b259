import Layout

/// How far a source that no labelled page vouches for is believed on a page.
///
/// A language model says that it is sure whether it is or not, and a small one is mostly wrong. What
/// the teacher is sure of on the same page tells: a model that finds the same regions may be right
/// about the others too. (Our choice; a calibration makes it needless.)
public struct TrustSettings: Hashable, Codable, Sendable {
  /// Sources of which agreement with the teacher is asked.
  public var isEarned = SourceTable<Bool>(teacher: false, languageModel: true, textRules: false)
  /// Score from which the teacher is sure.
  public var minimumScore = 0.5
  /// Least overlap of regions that are the same.
  public var minimumOverlap = 0.5
  /// Regions of both sides that one half trust is worth before any is compared.
  public var priorRegions = 4.0
  /// Trust below which a source has next to none: what it alone saw is no label, and what others
  /// saw stays as they see it.
  public var minimum = 1.0 / 3

  /// Makes the default settings.
  public init() {}
}

extension TrustSettings {
  /// What is left below the minimum: not 0, for a region has a box even where one source alone saw it.
  private static let distrusted = 0.01

  /// Trust in a source, 0...1: the Dice coefficient of its regions and those that the teacher is
  /// sure of, shrunk towards ½; 1 without a teacher to compare with.
  func trust(
    in source: EstimateSource, _ estimates: [RegionEstimate], teacher: [RegionEstimate],
    taxonomy: Taxonomy
  ) -> Double {
    guard isEarned[source], !teacher.isEmpty else { return 1 }
    let sure = SameSite(minimumOverlap: minimumOverlap)
      .observations(of: teacher.filter { $0.score >= minimumScore }).map(\.estimate)
    func role(_ estimate: RegionEstimate) -> RegionRole {
      taxonomy.classes[estimate.classIndex].role
    }
    let costs = estimates.map { estimate in
      sure.map { other in
        let overlap = estimate.box.intersectionOverUnion(other.box)
        return overlap >= minimumOverlap && role(estimate).isCompatible(with: role(other))
          ? 1 - overlap : .infinity
      }
    }
    let common = HungarianAssignment.solve(costs: costs, unassignedCost: 1).count { $0 != nil }
    let earned =
      (2 * Double(common) + priorRegions / 2)
      / (Double(estimates.count + sure.count) + priorRegions)
    return earned < minimum ? Self.distrusted : earned
  }
}
