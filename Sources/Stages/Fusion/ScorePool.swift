import Foundation

/// Pooling of probabilities that a region exists.
public enum ScorePool {
  /// The share of a source in a pooled score.
  public struct Part: Hashable, Sendable {
    /// Its probability, 0...1.
    public var score: Double
    /// Its weight; the paper's fixed setting is 0.7 for the teacher and 0.3 for the text.
    public var weight: Double
    /// Its temperature, above 0.
    public var temperature: Double

    /// Makes a part.
    public init(score: Double, weight: Double, temperature: Double = 1) {
      self.score = score
      self.weight = weight
      self.temperature = temperature
    }
  }

  /// The weighted mean in logit space, `σ(Σ w·logit(s)/T)`.
  ///
  /// Source: Shihab et al. 2025 (arXiv 2511.08903). A single part of weight 1 and temperature 1 is returned as it is.
  public static func pool(_ parts: [Part]) -> Double {
    if parts.count == 1, parts[0].weight == 1, parts[0].temperature == 1 { return parts[0].score }
    let sum = parts.reduce(0) { $0 + $1.weight * logit($1.score) / $1.temperature }
    return 1 / (1 + exp(-sum))
  }

  /// `ln(p/(1−p))`, with `p` kept within 1e-6 of 0 and 1.
  public static func logit(_ probability: Double) -> Double {
    let p = min(max(probability, 1e-6), 1 - 1e-6)
    return log(p / (1 - p))
  }
}
