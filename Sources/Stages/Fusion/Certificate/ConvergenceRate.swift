import Foundation

/// The paper's data-dependent rate: how fast risk should fall, its constants unknown.
///
/// Source: Shihab et al. 2025 (arXiv 2511.08903): `R(ĝ) ≤ min R(g) + Õ(√(k/n) + √(ln(1/δ)/n))`.
public enum ConvergenceRate {
  /// `k = d ln(1 + L·Bσ·√n)`.
  ///
  /// - Parameters:
  ///   - dimension: of the statistic that the gate looks at; 3 in the paper.
  ///   - lipschitz: L, of the gate in that statistic; about 8.3 in the paper.
  ///   - reach: `B_θ·σ`, parameters' bound times noise; 1.14 gives the paper's k of 22.
  public static func effectiveDimension(
    documents: Int, dimension: Int = 3, lipschitz: Double, reach: Double = 1.14
  ) -> Double {
    Double(dimension) * log(1 + lipschitz * reach * Double(documents).squareRoot())
  }

  /// `√(k/n)`.
  public static func gap(
    documents: Int, dimension: Int = 3, lipschitz: Double, reach: Double = 1.14
  ) -> Double {
    let k = effectiveDimension(
      documents: documents, dimension: dimension, lipschitz: lipschitz, reach: reach)
    return (k / Double(documents)).squareRoot()
  }
}
