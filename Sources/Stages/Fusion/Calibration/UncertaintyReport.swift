import Foundation

/// How well variances tell the size of errors.
public struct UncertaintyReport: Hashable, Sendable {
  /// Number of residuals.
  public var count: Int
  /// Expected normalised calibration error; 0 is perfect.
  ///
  /// Over equal-count bins by variance it is the mean of `|√mean v − √mean e²| / √mean v` (Levi et
  /// al. 2022).
  public var normalisedError: Double
  /// Mean negative log-likelihood of the errors under normal distributions, nats.
  public var negativeLogLikelihood: Double
  /// Share of errors within one standard deviation; 0.683 where errors are normal.
  public var withinOne: Double
  /// Share within two; 0.954.
  public var withinTwo: Double
  /// `√mean v`: a variance that is the same everywhere can be calibrated, and useless.
  public var sharpness: Double

  /// Measures residuals whose variances a map has changed.
  ///
  /// - Parameters:
  ///   - residuals: at least one.
  ///   - bins: bins of equal count.
  public init(_ residuals: [EdgeResidual], map: VarianceMap = .identity, bins: Int = 10) {
    self.init(
      residuals.map { EdgeResidual(error: $0.error, variance: map($0.variance)) }, bins: bins)
  }

  private init(_ residuals: [EdgeResidual], bins: Int) {
    let total = Double(max(1, residuals.count))
    count = residuals.count
    negativeLogLikelihood = Self.negativeLogLikelihood(residuals, .identity)
    func within(_ deviations: Double) -> Double {
      Double(
        residuals.count { $0.error * $0.error <= deviations * deviations * $0.variance }) / total
    }
    withinOne = within(1)
    withinTwo = within(2)
    sharpness = Self.root(residuals[...]) { $0.variance }
    // Equal variances stay in the order in which they came: sorted by error, they would make bins
    // of small and of large errors.
    let sorted = residuals.enumerated().sorted {
      ($0.element.variance, $0.offset) < ($1.element.variance, $1.offset)
    }.map(\.element)
    let used = max(1, min(bins, sorted.count))
    var sum = 0.0
    for bin in 0..<used {
      let part = sorted[(bin * sorted.count / used)..<((bin + 1) * sorted.count / used)]
      let stated = Self.root(part) { $0.variance }
      let observed = Self.root(part) { $0.error * $0.error }
      if stated > 0 { sum += abs(stated - observed) / stated }
    }
    normalisedError = sum / Double(used)
  }

  private static func root(
    _ residuals: ArraySlice<EdgeResidual>, _ value: (EdgeResidual) -> Double
  ) -> Double {
    (residuals.reduce(0) { $0 + value($1) } / Double(max(1, residuals.count))).squareRoot()
  }

  /// Mean of `½(ln 2πv + e²/v)` with the variances of a map.
  static func negativeLogLikelihood(_ residuals: [EdgeResidual], _ map: VarianceMap) -> Double {
    let sum = residuals.reduce(0) { sum, residual in
      let variance = map(residual.variance)
      return sum + 0.5 * (log(2 * .pi * variance) + residual.error * residual.error / variance)
    }
    return sum / Double(max(1, residuals.count))
  }
}
