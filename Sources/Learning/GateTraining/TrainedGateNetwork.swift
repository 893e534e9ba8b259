import Fusion
import Tensors

/// A gate's network as tensors that learn.
struct TrainedGateNetwork {
  let store: ParameterStore
  private let start: GateNetwork
  private let layers: [(weight: Weight, bias: Weight)]
  private let normalisations: [(scale: Weight, shift: Weight)]
  private let dropout: Double
  private let generator: RandomGenerator

  /// Starts from a network; `float64` is for checks.
  init(
    _ network: GateNetwork, dropout: Double = 0, seed: UInt64,
    elementType: ElementType = .float32
  ) throws(TensorError) {
    start = network
    self.dropout = dropout
    store = try ParameterStore(seed: seed, elementType: elementType)
    generator = try store.seed.generator(for: "dropout")
    var normalisations: [(scale: Weight, shift: Weight)] = []
    for (index, normalisation) in network.normalisations.enumerated() {
      let path = store.root / "normalisation\(index)"
      normalisations.append(
        (
          try (path / "weight").parameter(Tensor(normalisation.scale)),
          try (path / "bias").parameter(Tensor(normalisation.shift))
        ))
    }
    self.normalisations = normalisations
    var layers: [(weight: Weight, bias: Weight)] = []
    for (index, layer) in network.layers.enumerated() {
      let path = store.root / "layer\(index)"
      let weights = try Tensor(layer.weights, shape: [layer.outputCount, layer.inputCount])
      layers.append(
        (
          try (path / "weight").parameter(weights, decays: true),
          try (path / "bias").parameter(Tensor(layer.biases))
        ))
    }
    self.layers = layers
  }

  /// `[pairs, heads]` of inputs `[pairs, inputs]` whose scalars are scaled and whose vectors are not
  /// yet normalised.
  func callAsFunction(_ input: Tensor, isTraining: Bool) throws(TensorError) -> Tensor {
    var values = input
    if !normalisations.isEmpty {
      let widths = start.normalisations.map(\.scale.count) + [start.scalings.count]
      var parts = try input.split(widths, along: 1)
      for (index, normalisation) in normalisations.enumerated() {
        parts[index] = try parts[index].layerNormalised(
          scale: normalisation.scale(), shift: normalisation.shift(),
          epsilon: VectorNormalisation.epsilon)
      }
      values = try Tensor.concatenated(parts, along: 1)
    }
    for (index, layer) in layers.enumerated() {
      if index > 0 {
        values = try values.relu()
        if isTraining { values = try values.droppingOut(dropout, generator) }
      }
      values = try values.linear(layer.weight(), bias: layer.bias())
    }
    return values
  }

  /// The network as it is now.
  func network() throws(TensorError) -> GateNetwork {
    var network = start
    for index in layers.indices {
      network.layers[index].weights = try Self.numbers(layers[index].weight.stored)
      network.layers[index].biases = try Self.numbers(layers[index].bias.stored)
    }
    for index in normalisations.indices {
      network.normalisations[index].scale = try Self.numbers(normalisations[index].scale.stored)
      network.normalisations[index].shift = try Self.numbers(normalisations[index].shift.stored)
    }
    return network
  }

  private static func numbers(_ tensor: Tensor) throws(TensorError) -> [Double] {
    try tensor.array(of: Float.self).map(Double.init)
  }
}

extension GateTrainer {
  /// What tensors make of an input, one number a head; for comparison with `GateNetwork`.
  package static func output(
    of network: GateNetwork, on input: [Double]
  ) throws(TensorError) -> [Double] {
    let example = GateExample(document: "", page: 0, input: input, edges: [])
    let model = try TrainedGateNetwork(network, seed: 1)
    return try withoutGradient { () throws(TensorError) in
      try model(GateBatch([example], network: network).input, isTraining: false)
        .array(of: Double.self)
    }
  }
}
