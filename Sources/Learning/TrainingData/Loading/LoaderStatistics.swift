/// What a loader did so far.
public struct LoaderStatistics: Hashable, Sendable {
  /// Batches given out.
  public var batches = 0
  /// Pages given out.
  public var pages = 0
  /// Seconds that the consumer waited for the first batch.
  public var firstWait = 0.0
  /// Seconds that it waited for the others.
  public var waited = 0.0
  /// Seconds since it got the first one.
  public var elapsed = 0.0
  /// Seconds that workers spent on making batches, all together.
  public var worked = 0.0
  /// Times that another page took the place of one that cannot be read.
  public var replaced = 0
  /// Pages that cannot be read, by position, and why.
  public var failures: [Int: TrainingDataError] = [:]

  /// An empty account.
  public init() {}

  /// Share of the time that the consumer waited, after the first batch, 0...1.
  public var shareWaiting: Double { elapsed > 0 ? waited / elapsed : 0 }
}
