/// An optimiser with the rules before and behind it.
public struct UpdateChain {
  /// What makes directions of gradients.
  public let optimiser: any Optimiser
  private let rules: [UpdatePhase: [any UpdateRule]]
  private let isFused: Bool

  /// A chain; rules of one phase act in the order given.
  public init(_ optimiser: any Optimiser, rules: [any UpdateRule] = []) {
    self.optimiser = optimiser
    self.rules = Dictionary(grouping: rules, by: \.phase)
    isFused = rules.allSatisfy { $0.phase == .gradient || $0.phase == .parameters }
  }

  /// Takes a step: every parameter that has a gradient changes, in place.
  ///
  /// - Parameters:
  ///   - rate: the learning rate of this step.
  ///   - step: its number, from 0.
  ///   - gradientNorm: common Euclidean norm of all gradients.
  public func callAsFunction(
    rate: Double, step: Int, gradientNorm: Double
  ) throws(TensorError) {
    var update = ParameterUpdate(
      optimiser.entries, rate: rate, step: step, gradientNorm: gradientNorm)
    try apply(.gradient, to: &update)
    if isFused {
      try optimiser.take(update)
    } else {
      update.directions = try optimiser.directions(update)
      try apply(.direction, to: &update)
      update.steps = try TensorList.copies(update.directions)
      let steps = update.steps
      try update.forEachRate { (rate, indices) throws(TensorError) in
        try TensorList.scale(indices.map { steps[$0] }, by: -rate)
      }
      try apply(.step, to: &update)
      try TensorList.add(update.steps, to: update.entries.map(\.tensor))
    }
    try apply(.parameters, to: &update)
  }

  private func apply(
    _ phase: UpdatePhase, to update: inout ParameterUpdate
  ) throws(TensorError) {
    for rule in rules[phase] ?? [] { try rule.apply(to: &update) }
  }
}
