/// How a gate is trained; the defaults are those of the specification's gate.
public struct GateTrainingSettings: Hashable, Codable, Sendable {
  /// Learning rate.
  public var rate = 3e-3
  /// Share of a weight that a step at rate 1 takes away.
  public var weightDecay = 1e-4
  /// Pairs of a step.
  public var batch = 128
  /// Most passes over the pairs.
  public var epochs = 300
  /// Share of the pages that tell when to stop; 0 trains all epochs on all pages.
  public var heldOut = 0.2
  /// Epochs without a better loss on those pages after which training stops.
  public var patience = 40
  /// Chance of a hidden number to be dropped in a step, in gates of size `full`.
  public var dropout = 0.1
  /// What is minimised.
  public var loss = GateLossSettings()
  /// Parts of the documents that are each judged by a gate of the others.
  public var folds = 5
  /// Fewest pages that a gate is trained on.
  public var leastPages = 30
  /// Fewest pairs.
  public var leastPairs = 150
  /// Seed of first weights, of batches and of what is held out.
  public var seed: UInt64 = 1

  /// Makes the default settings.
  public init() {}
}

/// The loss of a gate on a pair.
public struct GateLossSettings: Hashable, Codable, Sendable {
  /// How errors of edges count.
  public enum Edges: String, Codable, CaseIterable, Sendable {
    /// Smooth L1 of errors over the true side, and 1 − GIoU.
    case relative
    /// Squared errors, in the examples' unit squared.
    case squared
  }

  /// How errors of edges count.
  public var edges = Edges.relative
  /// Where smooth L1 turns from square to straight, in sides.
  public var turn = 0.05
  /// Weight of the cross entropy of the fused classes.
  public var classes = 0.5
  /// Weight of the cross entropy of the fused score where there is no true region.
  public var scores = 1.0
  /// Whether scores count where there is one too.
  ///
  /// Else, with nothing against it, a gate learns to trust whoever scores less.
  public var scoresTrueRegions = true
  /// Weight of f², which keeps a gate near inverse variance where the pairs say nothing.
  public var ridge = 1e-3

  /// Makes the default settings.
  public init() {}
}
