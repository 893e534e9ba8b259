import Fusion
import Layout
import Tensors

/// Trains one gate's network on examples.
public struct GateTrainer {
  /// How.
  public var settings: GateTrainingSettings
  /// What the gate's pools are for.
  public var pools: Gate.PoolUse

  /// Makes a trainer.
  public init(
    _ settings: GateTrainingSettings = GateTrainingSettings(), pools: Gate.PoolUse = .none
  ) {
    self.settings = settings
    self.pools = pools
  }

  /// A trained network.
  public struct Outcome: Hashable, Sendable {
    /// The network of the best epoch.
    public var network: GateNetwork
    /// The best epoch, 0 where none was better than the network it started from.
    public var bestEpoch: Int
    /// Epochs that were made.
    public var epochs: Int
    /// Loss of the start on the held-out pages; on all where none are held out.
    public var firstLoss: Double
    /// The same of the best epoch.
    public var bestLoss: Double
  }

  /// Trains a network by AdamW, and keeps that of the epoch at which held-out pages lose least.
  public func train(
    _ start: GateNetwork, on examples: [GateExample]
  ) throws(TensorError) -> Outcome {
    let split = PageSplit(examples, share: settings.heldOut, seed: settings.seed)
    let isStopping = !split.heldOut.isEmpty && !split.training.isEmpty
    let learnt = isStopping ? split.training : examples
    let training = try GateBatch(learnt, network: start)
    let watched = isStopping ? try GateBatch(split.heldOut, network: start) : training
    let model = try TrainedGateNetwork(
      start, dropout: start.normalisations.isEmpty ? 0 : settings.dropout, seed: settings.seed)
    let update = UpdateChain(
      try AdamW(model.store.trained, weightDecay: settings.weightDecay))
    let loss = GateLoss(settings: settings.loss, pools: pools)
    func watchedLoss() throws(TensorError) -> Double {
      try withoutGradient { () throws(TensorError) in
        try loss(watched, model(watched.input, isTraining: false)).item()
      }
    }
    let first = try watchedLoss()
    var outcome = Outcome(
      network: start, bestEpoch: 0, epochs: 0, firstLoss: first, bestLoss: first)
    var random = SplitMix64(seed: settings.seed, 1)
    for epoch in 1...max(1, settings.epochs) {
      let order = random.shuffled((0..<learnt.count).map(Int64.init))
      for first in stride(from: 0, to: order.count, by: settings.batch) {
        let indices = Array(order[first..<min(first + settings.batch, order.count)])
        let batch = try training.rows(Tensor(indices))
        try model.store.clearGradients()
        try loss(batch, model(batch.input, isTraining: true)).backward()
        try update(rate: settings.rate, step: epoch - 1, gradientNorm: .nan)
      }
      outcome.epochs = epoch
      guard isStopping else { continue }
      let current = try watchedLoss()
      if current < outcome.bestLoss {
        outcome.bestLoss = current
        outcome.bestEpoch = epoch
        outcome.network = try model.network()
      } else if epoch - outcome.bestEpoch >= settings.patience {
        break
      }
    }
    if !isStopping {
      outcome.network = try model.network()
      outcome.bestEpoch = outcome.epochs
      outcome.bestLoss = try watchedLoss()
    }
    return outcome
  }
}
