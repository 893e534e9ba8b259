/// One thing that is done to an update between the gradients and the parameters' new numbers.
public protocol UpdateRule: AnyObject {
  /// When its turn comes.
  var phase: UpdatePhase { get }
  /// Changes what its phase is about, in place or by new tensors.
  func apply(to update: inout ParameterUpdate) throws(TensorError)
}

/// The order of update rules.
public enum UpdatePhase: Int, CaseIterable, Comparable, Sendable {
  /// Before the optimiser: `gradients`.
  case gradient
  /// After the optimiser: `directions`, before the learning rate.
  case direction
  /// After the learning rate: `steps`.
  case step
  /// When the parameters have changed.
  case parameters

  /// Earlier phases come first.
  public static func < (a: UpdatePhase, b: UpdatePhase) -> Bool { a.rawValue < b.rawValue }
}

/// What has a state that a run goes on from.
public protocol Resumable: AnyObject {
  /// All that later steps depend on, by name.
  ///
  /// The tensors are its own: write them before the next step.
  func state() throws(TensorError) -> [String: Tensor]

  /// Goes on from a state.
  ///
  /// - Throws: `TensorError.parameterMismatch` where it is that of another model; nothing has changed
  ///   then.
  func restore(_ state: [String: Tensor]) throws(TensorError)
}
