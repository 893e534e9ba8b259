/// What a model is run for.
public struct Phase: Hashable, Sendable {
  /// Whether batch normalisation takes the batch's statistics, which the running ones follow.
  public var usesBatchStatistics: Bool

  /// Learns from the batch, statistics included.
  public static let training = Phase(usesBatchStatistics: true)
  /// Learns, with the running statistics: for batches too small to have good ones.
  public static let frozenStatistics = Phase(usesBatchStatistics: false)
  /// Predicts.
  public static let inference = Phase(usesBatchStatistics: false)
}
