/// What a model is run for.
public struct Phase: Hashable, Sendable {
  /// Whether batch normalisation takes the batch's statistics, which the running ones follow.
  public var usesBatchStatistics: Bool
  /// The processes whose batches batch normalisation takes together; `nil` for this one alone.
  public var group: ProcessGroup?

  /// Learns from the batches of all processes of a group, statistics included.
  public static func training(with group: ProcessGroup?) -> Phase {
    Phase(usesBatchStatistics: true, group: group)
  }

  /// Learns from the batch, statistics included.
  public static let training = Phase(usesBatchStatistics: true)
  /// Learns, with the running statistics: for batches too small to have good ones.
  public static let frozenStatistics = Phase(usesBatchStatistics: false)
  /// Predicts.
  public static let inference = Phase(usesBatchStatistics: false)
}
