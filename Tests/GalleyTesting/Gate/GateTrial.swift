import Fusion
import GateTraining
import Tensors

/// Trains a gate on simulated pairs whose global variances alone are known, and measures it on fresh
/// ones.
public struct GateTrial: Sendable {
  /// Mean squared errors of an edge on fresh pairs.
  public struct Outcome: Sendable {
    /// Of the gate.
    public var gate: Double
    /// Of weights that know every pair's true deviations.
    public var oracle: Double
    /// Of simpler weights, fitted on the training pairs.
    public var baselines: GateBaselines
    /// Of the constant weight that is best on the fresh ones.
    public var bestConstant: Double
    /// Pearson's, of the gate's weights with the oracle's.
    public var correlation: Double
  }

  /// 4→16→16→1 on (p, s, IoU, q) as they are.
  public static func start(seed: UInt64) -> GateNetwork {
    GateNetwork(
      scalings: Array(repeating: .none, count: 4), hidden: [16, 16], seed: seed)
  }

  /// Pairs to train on.
  public var training = 2000
  /// Pairs to measure on.
  public var testing = 20_000
  /// Most epochs.
  public var epochs = 300
  /// Share of the training pairs that tell when to stop.
  public var heldOut = 0.0

  /// Makes a trial of the size of the acceptance check.
  public init() {}

  /// Trains a gate of a seed.
  public func trained(
    seed: UInt64, reliability: SimulatedPairs.Reliability
  ) throws -> (network: GateNetwork, logit: Double, training: [GateExample]) {
    var generator = SimulatedPairs(seed: seed, reliability: reliability)
    let pairs = generator.pages(training).map(\.example)
    let weight = GateBaselines(pairs).globalVariance.weight
    let logit = ScorePool.logit(weight)
    let examples = pairs.map { Self.on($0, logit) }
    var settings = GateTrainingSettings()
    settings.rate = 5e-3
    settings.weightDecay = 0
    settings.epochs = epochs
    settings.heldOut = heldOut
    settings.seed = seed
    settings.loss.edges = .squared
    settings.loss.ridge = 0
    let outcome = try GateTrainer(settings).train(Self.start(seed: seed), on: examples)
    return (outcome.network, logit, examples)
  }

  /// Trains a gate and measures it.
  public func outcome(
    seed: UInt64, reliability: SimulatedPairs.Reliability = .varying
  ) throws -> Outcome {
    let (network, logit, training) = try trained(seed: seed, reliability: reliability)
    var generator = SimulatedPairs(seed: seed &+ 0x5eed_0000, reliability: reliability)
    let pairs = generator.pages(testing)
    let fresh = pairs.map { Self.on($0.example, logit) }
    let weights = fresh.map { $0.edges[0].weight(shiftedBy: network($0.input)[0]) }
    let oracles = pairs.map(\.oracleWeight)
    let oracle = zip(fresh, oracles).reduce(0.0) { sum, pair in
      sum + EdgeRisk.meanSquaredError([pair.0]) { $1.fused(pair.1) }
    }
    return Outcome(
      gate: EdgeRisk.meanSquaredError(fresh, under: network),
      oracle: oracle / Double(fresh.count),
      baselines: GateBaselines(fresh, fitting: training),
      bestConstant: GateBaselines.bestConstant(fresh).error,
      correlation: Self.correlation(weights, oracles))
  }

  private static func on(_ example: GateExample, _ logit: Double) -> GateExample {
    var example = example
    for index in example.edges.indices { example.edges[index].logit = logit }
    return example
  }

  private static func correlation(_ a: [Double], _ b: [Double]) -> Double {
    let count = Double(max(1, a.count))
    let (x, y) = (a.reduce(0, +) / count, b.reduce(0, +) / count)
    let products = zip(a, b).reduce(0.0) { $0 + ($1.0 - x) * ($1.1 - y) }
    let squares = (
      a.reduce(0.0) { $0 + ($1 - x) * ($1 - x) }, b.reduce(0.0) { $0 + ($1 - y) * ($1 - y) }
    )
    return products / (squares.0 * squares.1).squareRoot()
  }
}
