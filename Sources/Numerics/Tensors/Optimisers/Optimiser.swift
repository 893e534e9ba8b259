/// Makes directions of gradients.
public protocol Optimiser: Resumable {
  /// The parameters it is for.
  var entries: [ParameterStore.Entry] { get }

  /// What is to be taken from each parameter of an update per unit of the rate, new tensors.
  func directions(_ update: ParameterUpdate) throws(TensorError) -> [Tensor]

  /// Does the same and takes the step at once, in place: for updates that no rule follows.
  func take(_ update: ParameterUpdate) throws(TensorError)
}

extension Optimiser {
  /// Takes a step by this optimiser alone: every parameter that has a gradient changes, in place.
  ///
  /// - Parameter rate: the learning rate of this step.
  public func step(rate: Double) throws(TensorError) {
    try take(ParameterUpdate(entries, rate: rate, step: 0, gradientNorm: .nan))
  }
}
