import Foundation

/// The PAC-Bayes-kl bound (Seeger 2002, with Maurer's 2004 constant).
///
/// With probability 1−δ over n ≥ 8 independent documents, for all posteriors Q at once:
/// `kl(R̂(Q)‖R(Q)) ≤ (KL(Q‖P) + ln(2√n/δ)) / n`, losses in 0...1 and the prior P chosen without
/// the documents.
public enum PACBayesBound {
  /// Fewest documents that Maurer's constant holds for.
  public static let leastDocuments = 8

  /// The right-hand side, nats per document.
  ///
  /// - Parameters:
  ///   - divergence: `KL(Q‖P)`, nats.
  ///   - failure: δ, the chance that the bound may fail with.
  public static func budget(divergence: Double, documents: Int, failure: Double) -> Double {
    let n = Double(documents)
    return (divergence + log(2 * n.squareRoot() / failure)) / n
  }

  /// The bound on the true risk of a gate drawn from Q.
  ///
  /// - Parameter risk: the empirical one, R̂(Q), 0...1.
  public static func bound(
    risk: Double, divergence: Double, documents: Int, failure: Double
  ) -> Double {
    BinaryDivergence.upperBound(
      risk,
      budget: budget(divergence: divergence, documents: documents, failure: failure))
  }

  /// The fewest documents at which the bound would fall below a risk, if R̂ and KL stayed as they are.
  ///
  /// - Returns: `nil` where no number of documents up to 10⁹ does, as where R̂ itself is not below it.
  public static func documentsNeeded(
    risk: Double, divergence: Double, failure: Double, below other: Double
  ) -> Int? {
    func suffices(_ documents: Int) -> Bool {
      bound(risk: risk, divergence: divergence, documents: documents, failure: failure)
        < other
    }
    let most = 1_000_000_000
    guard risk < other, suffices(most) else { return nil }
    var (low, high) = (leastDocuments - 1, most)
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if suffices(middle) { high = middle } else { low = middle }
    }
    return high
  }
}
