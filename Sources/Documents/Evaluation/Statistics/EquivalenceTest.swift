/// Whether the mean of paired differences lies within a margin of 0: two one-sided t tests
/// (Schuirmann, 1987).
public struct EquivalenceTest: Sendable, Hashable {
  /// How far from 0 still counts as the same.
  public let margin: Double
  /// Chance of a mean so far above the lower margin, were the difference there.
  public let lower: Double
  /// Chance of a mean so far below the upper margin, were the difference there.
  public let upper: Double

  /// Tests against a margin above 0, in the unit of the differences.
  public init(_ test: PairedTTest, margin: Double) {
    self.margin = margin
    lower = test.distribution.upperTail(test.statistic(from: -margin))
    upper = test.distribution.cumulative(test.statistic(from: margin))
  }

  /// The larger of the two: both must be small.
  public var p: Double { max(lower, upper) }
}
