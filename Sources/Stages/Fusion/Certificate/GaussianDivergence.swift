import Foundation

/// Kullback–Leibler divergence of round normal distributions.
public enum GaussianDivergence {
  /// `KL(N(θ, s²I) ‖ N(θ₀, σ₀²I)) = ½[(d s² + ‖θ−θ₀‖²)/σ₀² − d + d ln(σ₀²/s²)]`, nats.
  ///
  /// - Parameter squaredDistance: ‖θ−θ₀‖².
  public static func divergence(
    dimension: Int, squaredDistance: Double, deviation: Double, priorDeviation: Double
  ) -> Double {
    let d = Double(dimension)
    let (own, prior) = (deviation * deviation, priorDeviation * priorDeviation)
    return 0.5 * ((d * own + squaredDistance) / prior - d + d * log(prior / own))
  }
}
