import Foundation

/// Edges as means over the overlapping predictions of a class, each by how sure it is (He et al.,
/// CVPR 2019, section 3.3).
public enum VarianceVoting {
  /// Spread of the weights by overlap (the paper's σ_t).
  private static let spread = 0.02

  /// A kept box with its edges and variances voted upon by all candidates of its class (itself
  /// too).
  public static func vote(_ kept: DetectedBox, among candidates: [DetectedBox]) -> DetectedBox {
    let voters = candidates.compactMap { other -> (other: DetectedBox, weight: Double)? in
      guard other.classIndex == kept.classIndex else { return nil }
      let overlap = kept.box.intersectionOverUnion(other.box)
      return overlap > 0 ? (other, exp(-(1 - overlap) * (1 - overlap) / spread)) : nil
    }
    var voted = kept
    for edge in BoxCoordinate.allCases {
      var (sum, precision, least) = (0.0, 0.0, Double.infinity)
      for (other, weight) in voters {
        let variance = other.variance[edge]
        sum += weight * other.box[edge] / variance
        precision += weight / variance
        least = min(least, variance)
      }
      guard precision > 0 else { continue }
      voted.box[edge] = sum / precision
      // Votes of neighbouring points are not independent: never surer than twice the surest.
      voted.variance[edge] = max(1 / precision, least / 2)
    }
    return voted.box.isValid ? voted : kept
  }
}
