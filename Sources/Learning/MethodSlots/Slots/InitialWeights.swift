import Tensors

/// Sets where parameters start; what a run starts from (`start`) is there already.
public protocol InitialWeights: Sendable {
  /// Replaces numbers of a model in place.
  func apply(to store: ParameterStore, seed: RandomSeed) throws
}
