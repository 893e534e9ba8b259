/// What a method may change about training.
public enum Slot: String, CaseIterable, Sendable {
  case pageSelection = "page selection"
  case initialWeights = "initial weights"
  case weightTransform = "weight transform"
  case batchPerturbation = "batch perturbation"
  case lossTerm = "loss term"
  case sampleWeighting = "sample weighting"
  case updateRule = "update rule"
  case weightEdit = "weight edit"
  case probe = "probe"

  /// Whether one method alone can have it.
  public var isSole: Bool { self == .pageSelection || self == .batchPerturbation }
}
