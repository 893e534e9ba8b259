import Foundation

/// A temperature for probabilities, fitted by likelihood.
///
/// Source: Guo et al. 2017.
public enum Temperature {
  /// A statement that was borne out or not.
  public struct Statement: Hashable, Sendable {
    /// Probability that was stated, 0...1.
    public var score: Double
    /// Whether it was so.
    public var isTrue: Bool

    /// Makes a statement.
    public init(score: Double, isTrue: Bool) {
      self.score = score
      self.isTrue = isTrue
    }
  }

  /// The range of temperatures.
  static let range = 0.1...10.0

  /// `T` of the least negative log-likelihood of `σ(logit(s)/T)`; 1 without statements.
  public static func ofScores(_ statements: [Statement]) -> Double {
    guard !statements.isEmpty else { return 1 }
    return minimised { temperature in
      statements.reduce(0) { sum, statement in
        let scaled = ScorePool.logit(statement.score) / temperature
        // ln(1 + e^-x) without overflow.
        let signed = statement.isTrue ? scaled : -scaled
        return sum + max(0, -signed) + log(1 + exp(-abs(signed)))
      }
    }
  }

  /// The temperature of scores as far as it is the same from document to document.
  ///
  /// Its logarithm is shrunk towards 0 by the positive-part rule of James and Stein (1961), with the
  /// standard error over documents; fewer than three tell nothing.
  static func ofScores(byDocument documents: [[Statement]]) -> Double {
    guard documents.count >= 3 else { return 1 }
    let whole = log(ofScores(documents.flatMap(\.self)))
    let single = documents.map { log(ofScores($0)) }
    let mean = single.reduce(0, +) / Double(single.count)
    let square = single.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let squaredError = square / Double(single.count * (single.count - 1))
    guard whole != 0 else { return 1 }
    return exp(whole * max(0, 1 - squaredError / (whole * whole)))
  }

  /// `T` of the least negative log-likelihood of the true class under `softmax(log p / T)`; 1
  /// without vectors.
  public static func ofClasses(_ vectors: [(probabilities: [Double], truth: Int)]) -> Double {
    guard !vectors.isEmpty else { return 1 }
    return minimised { temperature in
      vectors.reduce(0) { sum, vector in
        let pooled = ClassPool.logLinear([
          .init(probabilities: vector.probabilities, weight: 1, temperature: temperature)
        ])
        return sum - log(max(pooled[vector.truth], ClassPool.floor))
      }
    }
  }

  /// Expected calibration error over 15 bins of equal width.
  ///
  /// Source: Guo et al. 2017.
  public static func calibrationError(
    _ statements: [Statement], bins: Int = 15
  ) -> Double {
    var sums = [(score: Double, hits: Double)](repeating: (0, 0), count: bins)
    for statement in statements {
      let bin = min(bins - 1, Int(statement.score * Double(bins)))
      sums[bin].score += statement.score
      sums[bin].hits += statement.isTrue ? 1 : 0
    }
    return sums.reduce(0) { $0 + abs($1.score - $1.hits) } / Double(max(1, statements.count))
  }

  /// Both losses are convex in `1/T`, so that golden section over its logarithm finds the least.
  private static func minimised(_ loss: (Double) -> Double) -> Double {
    var (low, high) = (log(range.lowerBound), log(range.upperBound))
    let golden = (5.0.squareRoot() - 1) / 2
    for _ in 0..<40 {
      let (left, right) = (high - golden * (high - low), low + golden * (high - low))
      if loss(exp(left)) < loss(exp(right)) { high = right } else { low = left }
    }
    return exp((low + high) / 2)
  }
}
