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

  /// Takes a step: every parameter that has a gradient changes, in place.
  public func step(rate: Double) throws(TensorError) {
    let (places, gradients) = memory.active()
    for place in places { memory.steps[place] += 1 }
    let entries = places.map { memory.entries[$0] }
    if weightDecay != 0 {
      try TensorList.scale(
        entries.filter(\.decays).map(\.tensor), by: 1 - rate * weightDecay)
    }
    let means = memory.moments(Self.first, at: places)
    let squares = memory.moments(Self.second, at: places)
    try TensorList.scale(means, by: betas.first)
    try TensorList.add(gradients, times: 1 - betas.first, to: means)
    try TensorList.scale(squares, by: betas.second)
    try TensorList.addProducts(gradients, gradients, times: 1 - betas.second, to: squares)
    // Moments start at zero; the corrections make up for it. With c the root of the second one's,
    // m / (√v / c + ε) is c m / (√v + c ε): one pass over the numbers less.
    let first = places.map { 1 - pow(betas.first, Double(memory.steps[$0])) }
    let second = places.map { (1 - pow(betas.second, Double(memory.steps[$0]))).squareRoot() }
    let roots = try TensorList.squareRoots(squares)
    try TensorList.add(second.map { $0 * epsilon }, to: roots)
    try TensorList.addQuotients(
      means, over: roots, times: zip(first, second).map { -rate * $1 / $0 },
      to: entries.map(\.tensor))
  }

  /// Moments by `first_moment.path` and `second_moment.path`, and `steps` by parameter.
  public func state() throws(TensorError) -> [String: Tensor] { try memory.named() }

  /// Goes on from a state.
  public func restore(_ state: [String: Tensor]) throws(TensorError) {
    try memory.restore(state)
  }
}
