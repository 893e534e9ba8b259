/// Stochastic gradient descent with momentum, plain or Nesterov's.
public final class StochasticGradientDescent: Optimiser {
  /// Share of the last step's direction that is kept; 0 for none.
  public let momentum: Double
  /// Whether the step looks ahead along the direction (Nesterov).
  public let isNesterov: Bool
  /// Added to the gradient per unit of the parameter, where the parameter decays.
  public let weightDecay: Double
  private var memory: OptimiserState

  private static let direction = "momentum"

  /// An optimiser of parameters, usually a store's `trained`.
  public init(
    _ entries: [ParameterStore.Entry], momentum: Double = 0.9, isNesterov: Bool = false,
    weightDecay: Double = 0
  ) throws(TensorError) {
    self.momentum = momentum
    self.isNesterov = isNesterov
    self.weightDecay = weightDecay
    memory = try OptimiserState(entries, names: momentum == 0 ? [] : [Self.direction])
  }

  /// The parameters it is for.
  public var entries: [ParameterStore.Entry] { memory.entries }

  /// Moves the parameters against the directions, in place.
  public func take(_ update: ParameterUpdate) throws(TensorError) {
    let directions = try follow(update)
    try update.forEachRate { (rate, indices) throws(TensorError) in
      try TensorList.add(
        indices.map { directions[$0] }, times: -rate,
        to: indices.map { update.entries[$0].tensor })
    }
  }

  /// Gradients, with decay and momentum.
  public func directions(_ update: ParameterUpdate) throws(TensorError) -> [Tensor] {
    try TensorList.copies(try follow(update))
  }

  /// The directions, which may be the momentum's own tensors.
  private func follow(_ update: ParameterUpdate) throws(TensorError) -> [Tensor] {
    var gradients = update.gradients
    for place in update.places { memory.steps[place] += 1 }
    if weightDecay != 0 {
      let decaying = update.entries.indices.filter { update.entries[$0].decays }
      // The gathered gradients stay as they are.
      let copies = try TensorList.copies(decaying.map { gradients[$0] })
      try TensorList.add(
        decaying.map { update.entries[$0].tensor }, times: weightDecay, to: copies)
      for (index, copy) in zip(decaying, copies) { gradients[index] = copy }
    }
    guard momentum != 0 else { return gradients }
    let directions = memory.moments(Self.direction, at: update.places)
    try TensorList.scale(directions, by: momentum)
    try TensorList.add(gradients, to: directions)
    guard isNesterov else { return directions }
    gradients = try TensorList.copies(gradients)
    try TensorList.add(directions, times: momentum, to: gradients)
    return gradients
  }

  /// Directions by `momentum.path`, and `steps` by parameter.
  public func state() throws(TensorError) -> [String: Tensor] { try memory.named() }

  /// Goes on from a state.
  public func restore(_ state: [String: Tensor]) throws(TensorError) {
    try memory.restore(state)
  }
}
