/// Whether the mean of paired differences is 0 (Student, 1908).
public struct PairedTTest: Sendable, Hashable {
  /// Mean of the differences.
  public let mean: Double
  /// Its standard error.
  public let standardError: Double
  /// Number of pairs less one.
  public let degrees: Int

  /// Tests differences, one for each pair.
  ///
  /// - Throws: `StatisticsError.tooFewPairs` below two.
  public init(_ differences: [Double]) throws(StatisticsError) {
    guard differences.count >= 2 else { throw .tooFewPairs(differences.count) }
    let count = Double(differences.count)
    let mean = differences.reduce(0, +) / count
    let squares = differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    self.mean = mean
    standardError = (squares / (count - 1) / count).squareRoot()
    degrees = differences.count - 1
  }

  /// The mean in standard errors; infinite where all differences are one number other than 0.
  public var statistic: Double { statistic(from: 0) }
  /// Two-sided.
  public var p: Double { distribution.twoSided(statistic) }

  /// How many standard errors the mean is above a value.
  func statistic(from value: Double) -> Double {
    mean == value ? 0 : (mean - value) / standardError
  }

  var distribution: StudentDistribution { StudentDistribution(degrees: Double(degrees)) }
}

/// Why a test cannot be made.
public enum StatisticsError: Error, Equatable, CustomStringConvertible {
  case tooFewPairs(Int)

  /// What is wrong and what to do about it.
  public var description: String {
    switch self {
    case .tooFewPairs(let count):
      "a t test needs two pairs of runs, and there \(count == 1 ? "is 1" : "are \(count)"): give a "
        + "file for each seed on either side"
    }
  }
}
