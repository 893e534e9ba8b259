import Foundation

/// Kullback–Leibler divergence of two coins, and its inverse (Langford and Caruana 2001).
public enum BinaryDivergence {
  /// `kl(q‖p) = q ln(q/p) + (1−q) ln((1−q)/(1−p))`, nats; infinite where p rules out what q allows.
  public static func divergence(of q: Double, from p: Double) -> Double {
    term(q, p) + term(1 - q, 1 - p)
  }

  /// The greatest p with `kl(q‖p) ≤ budget`, by 60 halvings of q...1.
  ///
  /// The upper end of the last interval is returned, so that rounding never makes a bound too small.
  public static func upperBound(_ q: Double, budget: Double) -> Double {
    var (low, high) = (min(max(q, 0), 1), 1.0)
    guard budget < .infinity else { return 1 }
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if divergence(of: q, from: middle) <= budget { low = middle } else { high = middle }
    }
    return high
  }

  /// Pinsker's relaxation `q + √(budget/2)`, never below `upperBound`.
  public static func relaxedBound(_ q: Double, budget: Double) -> Double {
    q + (max(0, budget) / 2).squareRoot()
  }

  private static func term(_ q: Double, _ p: Double) -> Double {
    if q <= 0 { return 0 }
    return p > 0 ? q * log(q / p) : .infinity
  }
}
