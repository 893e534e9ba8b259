import Foundation
import Layout

/// How much a look at a fused region is expected to mend, 0...1, and 1 more where the fusion itself
/// asks for one.
///
/// As in ObjectLab (Tkachenko, Thyagarajan, Mueller 2023), a box has scores for being badly
/// located, swapped (of another class) and overlooked, and the worst of them decides, softly
/// (soft-min at temperature 0.1). The scores are taken from the sources' disagreement and the stated
/// variances. (Our choice.)
public struct ExpectedGain: Sendable {
  /// Regions that gain less are not asked about, where the fusion left them out.
  public static let leastOfIgnored = 0.3
  private static let temperature = 0.1
  /// Edges that are off by this share of the region's size are wrong.
  private static let tolerance = 0.1

  private let estimates: [EstimateSource: [Int: RegionEstimate]]

  /// Prepares for a page.
  public init(_ estimates: [RegionEstimate]) {
    self.estimates = Dictionary(grouping: estimates, by: \.source).mapValues { group in
      Dictionary(group.map { ($0.id, $0) }) { first, _ in first }
    }
  }

  /// The estimates that a region's box rests on.
  public func parts(of region: FusedRegion) -> [RegionEstimate] {
    region.contributions.filter { $0.boxWeights.contains { $0 > 0 } }
      .compactMap { estimates[$0.source]?[$0.estimate] }
  }

  /// The gain; 0 for regions that nobody is asked about.
  public func callAsFunction(_ region: FusedRegion) -> Double {
    let parts = parts(of: region)
    var qualities = [
      located(region, parts), sure(region, parts), 1 - 2 * min(region.score, 1 - region.score),
    ]
    if region.decision == .ignored {
      // What was left out may have been overlooked, and is worth a look as far as it may be there.
      qualities = [1 - region.score]
    }
    let weights = qualities.map { exp((1 - $0) / Self.temperature) }
    let pooled =
      zip(qualities, weights).reduce(0) { $0 + $1.0 * $1.1 } / weights.reduce(0, +)
    let gain = min(1, max(0, 1 - pooled))
    switch region.decision {
    case .review: return 1 + gain
    case .accepted: return max(gain, .leastNonzeroMagnitude)
    case .ignored: return gain >= Self.leastOfIgnored ? gain : 0
    }
  }

  /// Probability that no edge is off, and as much overlap as the sources have.
  private func located(_ region: FusedRegion, _ parts: [RegionEstimate]) -> Double {
    let box = region.box
    var quality = 1.0
    for edge in BoxCoordinate.allCases {
      let size = edge == .x1 || edge == .x2 ? box.width : box.height
      let deviation = region.variance[edge].squareRoot()
      guard deviation > 0 else { continue }
      quality = min(quality, erf(Self.tolerance * size / (deviation * 2.0.squareRoot())))
    }
    return parts.reduce(quality) { min($0, $1.box.intersectionOverUnion(box)) }
  }

  /// Probability of the class, by the source that doubts it most.
  private func sure(_ region: FusedRegion, _ parts: [RegionEstimate]) -> Double {
    let own = region.classIndex
    return parts.reduce(region.classProbabilities[own]) { least, part in
      let isFlip = part.classIndex != own
      let probability =
        part.classProbabilities.indices.contains(own)
        ? part.classProbabilities[own] : 0
      return isFlip ? min(least, probability) : least
    }
  }
}
