import Layout

/// One source's estimate of one number.
public struct ScalarEstimate: Hashable, Sendable {
  /// Mean.
  public var mean: Double
  /// Variance, above 0; infinite where the source does not know.
  public var variance: Double

  /// Makes an estimate.
  public init(mean: Double, variance: Double) {
    self.mean = mean
    self.variance = variance
  }
}

/// A weighted mean with its variance.
public struct WeightedMean: Hashable, Sendable {
  /// Weight of each estimate; they sum to 1.
  public var weights: [Double]
  /// Weighted mean.
  public var mean: Double
  /// Its variance.
  public var variance: Double
}

/// Minimum-variance linear combination of unbiased estimates of one number.
///
/// Independent errors: precisions add, which is the maximum-likelihood estimate (Shihab et al.
/// 2025, arXiv 2511.08903, theorem 1). Equally correlated errors: `w = Σ⁻¹1 / (1ᵀΣ⁻¹1)`.
public enum InverseVariance {
  /// Combines estimates whose errors have pairwise correlation `correlation`.
  ///
  /// - Parameters:
  ///   - estimates: at least one with a finite variance; all variances above 0.
  ///   - correlation: ρ with |ρ| < 1 and, for M estimates, ρ > −1/(M−1).
  ///   - extrapolates: whether weights may leave 0...1, as they do once ρ exceeds
  ///     √(smaller variance / larger variance); otherwise such a source gets weight 0.
  /// - Returns: `nil` when no variance is finite.
  public static func combine(
    _ estimates: [ScalarEstimate], correlation: Double = 0, extrapolates: Bool = false
  ) -> WeightedMean? {
    var active = estimates.indices.filter { estimates[$0].variance.isFinite }
    while !active.isEmpty {
      let raw = weights(active.map { estimates[$0].variance }, correlation: correlation)
      if !extrapolates,
        let worst = raw.weights.indices.min(by: { raw.weights[$0] < raw.weights[$1] }),
        raw.weights[worst] < 0
      {
        active.remove(at: worst)
        continue
      }
      var weights = Array(repeating: 0.0, count: estimates.count)
      for (index, weight) in zip(active, raw.weights) { weights[index] = weight }
      let means = active.map { estimates[$0].mean }
      var mean = zip(raw.weights, means).reduce(0) { $0 + $1.0 * $1.1 }
      if !extrapolates, let low = means.min(), let high = means.max() {
        mean = min(max(mean, low), high)  // rounding must not leave the interval of the sources
      }
      return WeightedMean(weights: weights, mean: mean, variance: raw.variance)
    }
    return nil
  }

  /// Weights and variance for finite variances and one common correlation.
  ///
  /// The correlation matrix `(1−ρ)I + ρ11ᵀ` has the inverse `(I − k11ᵀ)/(1−ρ)` with
  /// `k = ρ/(1+(M−1)ρ)`, so no linear system has to be solved.
  private static func weights(
    _ variances: [Double], correlation: Double
  ) -> (weights: [Double], variance: Double) {
    let count = Double(variances.count)
    guard variances.count > 1 else { return ([1], variances[0]) }
    let unnormalised: [Double]
    if correlation == 0 {
      unnormalised = variances.map { 1 / $0 }
    } else {
      let inverseDeviations = variances.map { 1 / $0.squareRoot() }
      let sum = inverseDeviations.reduce(0, +)
      let k = correlation / (1 + (count - 1) * correlation)
      unnormalised = inverseDeviations.map { $0 * ($0 - k * sum) / (1 - correlation) }
    }
    let total = unnormalised.reduce(0, +)
    // A precision can overflow when a variance is next to nothing: that source then decides.
    guard total.isFinite else {
      let smallest = variances.min() ?? 0
      let sharing = variances.map { $0 == smallest ? 1.0 : 0.0 }
      let number = sharing.reduce(0, +)
      return (sharing.map { $0 / number }, smallest / number)
    }
    return (unnormalised.map { $0 / total }, 1 / total)
  }
}
