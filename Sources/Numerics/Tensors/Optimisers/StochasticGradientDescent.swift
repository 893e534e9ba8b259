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

  /// Takes a step: every parameter that has a gradient changes, in place.
  public func step(rate: Double) throws(TensorError) {
    var (places, gradients) = memory.active()
    for place in places { memory.steps[place] += 1 }
    if weightDecay != 0 {
      let decaying = places.indices.filter { memory.entries[places[$0]].decays }
      // The gathered gradients stay as they are.
      let copies = try TensorList.copies(decaying.map { gradients[$0] })
      try TensorList.add(
        decaying.map { memory.entries[places[$0]].tensor }, times: weightDecay, to: copies)
      for (index, copy) in zip(decaying, copies) { gradients[index] = copy }
    }
    if momentum != 0 {
      let directions = memory.moments(Self.direction, at: places)
      try TensorList.scale(directions, by: momentum)
      try TensorList.add(gradients, to: directions)
      if isNesterov {
        gradients = try TensorList.copies(gradients)
        try TensorList.add(directions, times: momentum, to: gradients)
      } else {
        gradients = directions
      }
    }
    try TensorList.add(gradients, times: -rate, to: places.map { memory.entries[$0].tensor })
  }

  /// Directions by `momentum.path`, and `steps` by parameter.
  public func state() throws(TensorError) -> [String: Tensor] { try memory.named() }

  /// Goes on from a state.
  public func restore(_ state: [String: Tensor]) throws(TensorError) {
    try memory.restore(state)
  }
}
