import Foundation

/// How class probabilities of several sources become one vector.
public enum ClassPoolRule: String, Codable, CaseIterable, Sendable {
  /// Weighted product, renormalised.
  case logLinear = "log_linear"
  /// Weighted sum, renormalised.
  case linear
}

/// Pooling of class probabilities.
public enum ClassPool {
  /// One source's vector and how much it counts.
  public struct Part: Hashable, Sendable {
    /// Probabilities over the classes; they sum to 1.
    public var probabilities: [Double]
    /// Exponent α (log-linear) or share (linear).
    public var weight: Double
    /// Temperature, above 0: above 1 flattens the vector.
    public var temperature: Double
    /// What is added to the logarithms in a log-linear pool; empty for nothing.
    public var leanings: [Double]

    /// Makes a part.
    public init(
      probabilities: [Double], weight: Double, temperature: Double = 1, leanings: [Double] = []
    ) {
      self.probabilities = probabilities
      self.weight = weight
      self.temperature = temperature
      self.leanings = leanings
    }
  }

  /// Probabilities below this are raised to it, so that no source can veto a class outright.
  public static let floor = 1e-6

  /// Pools by the given rule.
  public static func pool(
    _ parts: [Part], rule: ClassPoolRule = .logLinear, prior: [Double]? = nil
  ) -> [Double] {
    switch rule {
    case .logLinear: logLinear(parts, prior: prior)
    case .linear: linear(parts)
    }
  }

  /// `p(c) ∝ Π pₛ(c)^(αₛ/Tₛ) · π(c)^(1−Σα)`: the geometric mean when the exponents sum to 1,
  /// a product of experts with one prior divided out when each of two is 1.
  ///
  /// - Parameter prior: π over the classes; `nil` is the uniform one, which drops out.
  public static func logLinear(_ parts: [Part], prior: [Double]? = nil) -> [Double] {
    guard let count = parts.first?.probabilities.count else { return prior ?? [] }
    var logs = Array(repeating: 0.0, count: count)
    var exponents = 0.0
    for part in parts {
      exponents += part.weight
      for index in 0..<count {
        logs[index] +=
          part.weight / part.temperature * log(max(part.probabilities[index], floor))
      }
      for (index, leaning) in part.leanings.enumerated() { logs[index] += leaning }
    }
    if let prior, prior.count == count {
      for index in 0..<count { logs[index] += (1 - exponents) * log(max(prior[index], floor)) }
    }
    let peak = logs.max() ?? 0
    return normalised(logs.map { exp($0 - peak) })
  }

  /// `p = Σ wₛ softmax(log pₛ / Tₛ)`, renormalised.
  public static func linear(_ parts: [Part]) -> [Double] {
    guard let count = parts.first?.probabilities.count else { return [] }
    var sum = Array(repeating: 0.0, count: count)
    for part in parts {
      let tempered = logLinear([
        Part(probabilities: part.probabilities, weight: 1, temperature: part.temperature)
      ])
      for index in 0..<count { sum[index] += part.weight * tempered[index] }
    }
    return normalised(sum)
  }

  /// The vector divided by its sum; uniform where the sum is 0.
  static func normalised(_ values: [Double]) -> [Double] {
    let sum = values.reduce(0, +)
    guard sum > 0 else { return values.map { _ in 1 / Double(max(1, values.count)) } }
    return values.map { $0 / sum }
  }
}
