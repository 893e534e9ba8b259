import Foundation

/// How a certificate is computed; all of it is chosen before the documents are looked at.
public struct CertificateSettings: Hashable, Codable, Sendable {
  /// The width of the prior.
  public enum Prior: Hashable, Codable, Sendable {
    /// One deviation σ₀.
    case fixed(Double)
    /// `σ₀² = scale · e^(−j/steps)` for j = 1...count; the j-th costs `6δ/(π²j²)` of δ.
    case grid(scale: Double, steps: Double, count: Int)
  }

  /// δ: the chance that the bound fails.
  public var failure = 0.05
  /// δ′: the chance that drawing gives too small an empirical risk.
  public var drawingFailure = 0.01
  /// m: gates that are drawn from the posterior where its risk is not known exactly, at least 500.
  public var draws = 500
  /// The width of the prior.
  public var prior = Prior.grid(scale: 16, steps: 2, count: 12)
  /// Deviations s of the posterior that are tried; the bound holds for all of them at once.
  public var deviations = (0..<14).map { 2 * pow(0.5, Double($0) / 2) }
  /// Seed of the draws.
  public var seed: UInt64 = 1

  /// Most parameters of a gate that a certificate is issued for.
  public static let mostParameters = 400

  /// Makes the default settings.
  public init() {}

  /// The deviations σ₀, each with what it leaves of δ.
  var priors: [(deviation: Double, failure: Double)] {
    switch prior {
    case .fixed(let deviation): [(deviation, failure)]
    case .grid(let scale, let steps, let count):
      (1...max(1, count)).map { index in
        let j = Double(index)
        return (
          (scale * exp(-j / steps)).squareRoot(), 6 * failure / (.pi * .pi * j * j)
        )
      }
    }
  }
}
