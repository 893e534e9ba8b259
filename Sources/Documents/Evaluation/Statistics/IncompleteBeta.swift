import Foundation

/// The regularised incomplete beta function.
package enum IncompleteBeta {
  /// Value at `x` in 0...1 for parameters above 0.
  ///
  /// By its continued fraction (NIST Digital Library of Mathematical Functions, 8.17.22), which
  /// modified Lentz's method sums up.
  package static func regularised(_ x: Double, _ a: Double, _ b: Double) -> Double {
    guard x > 0 else { return 0 }
    guard x < 1 else { return 1 }
    // The fraction converges fast on this side only.
    guard x <= (a + 1) / (a + b + 2) else { return 1 - regularised(1 - x, b, a) }
    let logBeta = lgamma(a) + lgamma(b) - lgamma(a + b)
    return exp(a * log(x) + b * log1p(-x) - logBeta) / (a * fraction(x, a, b))
  }

  /// 1 + d1 / (1 + d2 / (1 + …)).
  private static func fraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
    let tiny = 1e-300
    var (value, upper, lower) = (1.0, 1.0, 0.0)
    for step in 1...10_000 {
      let half = Double(step / 2)
      let term =
        step % 2 == 0
        ? half * (b - half) * x / ((a + 2 * half - 1) * (a + 2 * half))
        : -(a + half) * (a + b + half) * x / ((a + 2 * half) * (a + 2 * half + 1))
      lower = 1 + term * lower
      lower = 1 / (abs(lower) < tiny ? tiny : lower)
      upper = 1 + term / upper
      upper = abs(upper) < tiny ? tiny : upper
      value *= upper * lower
      if abs(upper * lower - 1) < 1e-15 { break }
    }
    return value
  }
}
