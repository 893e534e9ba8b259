import Foundation

/// Adam with decoupled weight decay (Loshchilov and Hutter 2019).
public final class AdamW: Optimiser {
  /// Decay rates of the first and the second moment.
  public let betas: (first: Double, second: Double)
  /// Added to the root of the second moment.
  public let epsilon: Double
  /// Share of a parameter that a step at rate 1 takes away, where the parameter decays.
  public let weightDecay: Double
  private var memory: OptimiserState

  private static let first = "first_moment"
  private static let second = "second_moment"

  /// An optimiser of parameters, usually a store's `trained`.
  public init(
    _ entries: [ParameterStore.Entry], betas: (first: Double, second: Double) = (0.9, 0.999),
    epsilon: Double = 1e-8, weightDecay: Double = 0.05
  ) throws(TensorError) {
    self.betas = betas
    self.epsilon = epsilon
    self.weightDecay = weightDecay
    memory = try OptimiserState(entries, names: [Self.first, Self.second])
  }

  /// The parameters it is for.
  public var entries: [ParameterStore.Entry] { memory.entries }

  /// Decays, then moves the parameters along m / (√v + ε), in place.
  public func take(_ update: ParameterUpdate) throws(TensorError) {
    let tensors = update.entries.map(\.tensor)
    if weightDecay != 0 {
      try update.forEachRate { (rate, indices) throws(TensorError) in
        try TensorList.scale(
          indices.filter { update.entries[$0].decays }.map { tensors[$0] },
          by: 1 - rate * weightDecay)
      }
    }
    let quotient = try follow(update)
    try TensorList.addQuotients(
      quotient.means, over: quotient.roots,
      times: zip(update.rates, quotient.corrections).map { -$0 * $1.second / $1.first },
      to: tensors)
  }

  /// m / (√v + ε), and the decay where a parameter decays.
  public func directions(_ update: ParameterUpdate) throws(TensorError) -> [Tensor] {
    let quotient = try follow(update)
    let directions = try update.gradients.map { (gradient) throws(TensorError) in
      try gradient.detached().zerosLike()
    }
    try TensorList.addQuotients(
      quotient.means, over: quotient.roots,
      times: quotient.corrections.map { $0.second / $0.first },
      to: directions)
    if weightDecay != 0 {
      let decaying = update.entries.indices.filter { update.entries[$0].decays }
      try TensorList.add(
        decaying.map { update.entries[$0].tensor }, times: weightDecay,
        to: decaying.map { directions[$0] })
    }
    return directions
  }

  /// Lets the moments follow the gradients.
  ///
  /// Moments start at zero; the corrections make up for it. With c the root of the second one's,
  /// m / (√v / c + ε) is c m / (√v + c ε): one pass over the numbers less.
  private func follow(
    _ update: ParameterUpdate
  ) throws(TensorError) -> (
    means: [Tensor], roots: [Tensor], corrections: [(first: Double, second: Double)]
  ) {
    let places = update.places
    for place in places { memory.steps[place] += 1 }
    let means = memory.moments(Self.first, at: places)
    let squares = memory.moments(Self.second, at: places)
    try TensorList.scale(means, by: betas.first)
    try TensorList.add(update.gradients, times: 1 - betas.first, to: means)
    try TensorList.scale(squares, by: betas.second)
    try TensorList.addProducts(
      update.gradients, update.gradients, times: 1 - betas.second, to: squares)
    let first = places.map { 1 - pow(betas.first, Double(memory.steps[$0])) }
    let second = places.map { (1 - pow(betas.second, Double(memory.steps[$0]))).squareRoot() }
    let roots = try TensorList.squareRoots(squares)
    try TensorList.add(second.map { $0 * epsilon }, to: roots)
    return (means, roots, zip(first, second).map { ($0, $1) })
  }

  /// Moments by `first_moment.path` and `second_moment.path`, and `steps` by parameter.
  public func state() throws(TensorError) -> [String: Tensor] { try memory.named() }

  /// Goes on from a state.
  public func restore(_ state: [String: Tensor]) throws(TensorError) {
    try memory.restore(state)
  }
}
