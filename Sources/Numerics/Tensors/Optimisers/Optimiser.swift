/// Changes parameters by their gradients.
public protocol Optimiser: AnyObject {
  /// Takes a step: every parameter that has a gradient changes, in place.
  ///
  /// - Parameter rate: the learning rate of this step.
  func step(rate: Double) throws(TensorError)

  /// All that later steps depend on, by names such as `first_moment.stem.weight`; the parameters
  /// themselves are not part of it.
  ///
  /// The tensors are the optimiser's own: write them before the next step.
  func state() throws(TensorError) -> [String: Tensor]

  /// Goes on from a state.
  ///
  /// - Throws: `TensorError.parameterMismatch` where it is that of another optimiser or model;
  ///   nothing has changed then.
  func restore(_ state: [String: Tensor]) throws(TensorError)
}
