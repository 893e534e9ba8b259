import Foundation
import Layout

/// Tells an answer of a model that was led astray, by text on the page or by itself.
struct SuspectCheck {
  /// Raised whenever other answers are refused.
  static let version = "suspect-3"
  /// Divergence of a page's classes from the usual ones, in nats, that no honest page reaches.
  private static let greatestDivergence = 2.0

  private let mix: ClassMix
  private let support: RegionSupport
  private let swallowing: SwallowCheck

  /// - Parameters:
  ///   - rows: the rows of the page as the model sees them.
  ///   - teacher: what the teacher sees on it; empty without one.
  init(taxonomy: Taxonomy, page: PageRows, rows: ShownRows, teacher: [RegionEstimate]) {
    let seen = SureRegions(teacher, taxonomy: taxonomy)
    mix = ClassMix(taxonomy: taxonomy)
    support = RegionSupport(taxonomy: taxonomy, page: page, rows: rows, seen: seen)
    swallowing = SwallowCheck(taxonomy: taxonomy, page: page, rows: rows, seen: seen)
  }

  /// Why the regions must not be used; `nil` when nothing speaks against them.
  func reason(against regions: [CheckedRegion]) -> String? {
    for region in regions where swallowing.swallows(region) {
      if let reason = swallowing.contradiction(of: region) { return reason }
    }
    // Strange is only what nothing else on the page speaks for.
    let divergence = mix.divergence(of: support.unsupported(regions).compactMap(\.classIndex))
    guard divergence > Self.greatestDivergence else { return nil }
    return "its mix of classes is unlike any page's (\(String(format: "%.1f", divergence)) nats)"
  }

  /// Whether a region names most of the page's rows.
  func isSwallowed(by regions: [CheckedRegion]) -> Bool {
    regions.contains(where: swallowing.swallows)
  }
}
