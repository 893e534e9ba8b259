import TrainingData

/// Chooses which pseudo-labelled pages enter training.
public protocol PageSelection: Sendable {
  /// The pages to learn from, some of those given.
  ///
  /// - Parameter labelled: pages that people labelled; they all enter.
  func chosen(
    from pages: [TrainingPage], beside labelled: [TrainingPage], seed: UInt64
  ) async throws -> [TrainingPage]
}
