import ArgumentParser
import Tensors

/// Trains a small network for 50 steps with each optimiser, for `Tests/Parity/tensor_parity.py`.
///
/// The file holds the parameters `model.PATH` and the batches `inputs` and `targets`
/// `[steps, batch, width]`. Written are, by optimiser, `NAME.model.PATH`, `NAME.average.PATH`, and
/// `NAME.norms` and `NAME.losses` by step.
struct TensorTrajectories: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trajectories", abstract: "Train a small network with each optimiser.")

  @Argument(help: "Safetensors file with parameters and batches.")
  var inputs: String

  @Argument(help: "Safetensors file to write.")
  var outputs: String

  private static var optimisers:
    [(name: String, make: ([ParameterStore.Entry]) throws -> any Optimiser)]
  {
    [
      ("adamw", { try AdamW($0, weightDecay: 0.05) }),
      ("sgd", { try StochasticGradientDescent($0, momentum: 0) }),
      ("momentum", { try StochasticGradientDescent($0, momentum: 0.9, weightDecay: 0.01) }),
      ("nesterov", { try StochasticGradientDescent($0, momentum: 0.9, isNesterov: true) }),
    ]
  }

  func run() throws {
    try Torch.setThreads(1)
    let given = try Safetensors(contentsOf: inputs).tensors
    guard let inputs = given["inputs"], let targets = given["targets"] else {
      throw ValidationError("no inputs or no targets")
    }
    var results: [String: Tensor] = [:]
    for (name, make) in Self.optimisers {
      let network = try SmallNetwork(given)
      let averaged = try SmallNetwork(given)
      let average = try ExponentialAverage(of: network.store, in: averaged.store)
      let optimiser = try make(network.store.trained)
      let rate = LearningRate.cosine(peak: 0.05, floor: 1e-3, warmUp: 10, steps: 50)
      var (norms, losses): ([Double], [Double]) = ([], [])
      for step in 0..<inputs.shape[0] {
        try network.store.clearGradients()
        let output = try network(inputs.selected(0, at: step))
        let loss = try output.squaredError(targets.selected(0, at: step))
        try loss.backward()
        losses.append(try loss.item())
        norms.append(try network.store.clipGradients(toNorm: 0.5))
        try optimiser.step(rate: rate.at(step))
        try average.update()
      }
      for entry in network.store.entries { results["\(name).model.\(entry.name)"] = entry.tensor }
      for entry in averaged.store.entries {
        results["\(name).average.\(entry.name)"] = entry.tensor
      }
      results["\(name).norms"] = try Tensor(norms)
      results["\(name).losses"] = try Tensor(losses)
    }
    try Safetensors(results).write(to: outputs)
  }
}

/// Two linear layers with a normalisation between.
///
/// Not straight after the first: its bias would have no gradient but noise, which Adam enlarges.
private struct SmallNetwork {
  let store: ParameterStore
  let first: Linear
  let norm: BatchNormalisation
  let second: Linear

  init(_ given: [String: Tensor]) throws {
    store = try ParameterStore(seed: 0)
    first = try Linear(store.root / "0", from: 4, to: 8)
    norm = try BatchNormalisation(store.root / "2", channels: 8)
    second = try Linear(store.root / "3", from: 8, to: 2)
    try store.load(given, prefix: "model.")
  }

  func callAsFunction(_ input: Tensor) throws -> Tensor {
    try second(norm(first(input).gelu(), .training))
  }
}
