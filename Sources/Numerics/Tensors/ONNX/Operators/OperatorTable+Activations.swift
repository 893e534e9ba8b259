extension OperatorTable {
  /// Functions between the layers of a network.
  static let activations: [String: ONNXOperator] = [
    "Relu": .unary { (x) throws(TensorError) in try x.relu() },
    "Sigmoid": .unary { (x) throws(TensorError) in try x.sigmoid() },
    "Tanh": .unary { (x) throws(TensorError) in try x.tanh() },
    "Softplus": .unary { (x) throws(TensorError) in try x.softplus() },
    "HardSwish": .unary { (x) throws(TensorError) in try x.hardSwish() },
    "Mish": .unary { (x) throws(TensorError) in try x.mish() },
    "Softsign": .unary { (x) throws(TensorError) in try x / (x.magnitude() + 1) },
    "LeakyRelu": .told { (node) throws(ONNXError) in
      let slope = try node.real("alpha", 0.01)
      return { (inputs) throws(TensorError) in try inputs.tensor().leakyReLU(slope: slope) }
    },
    "Elu": .told { (node) throws(ONNXError) in
      let alpha = try node.real("alpha", 1)
      return { (inputs) throws(TensorError) in try inputs.tensor().elu(alpha: alpha) }
    },
    "Selu": .told { (node) throws(ONNXError) in
      let alpha = try node.real("alpha", 1.67326319217681884765625)
      let gamma = try node.real("gamma", 1.05070102214813232421875)
      return { (inputs) throws(TensorError) in try inputs.tensor().elu(alpha: alpha) * gamma }
    },
    "PRelu": ONNXOperator.binary { (x, slope) throws(TensorError) in
      try x.clamped(from: 0) + slope * x.clamped(to: 0)
    }.withWeights([.init(input: 1)]),
    "Gelu": .told { (node) throws(ONNXError) in
      let byTanh = try node.text("approximate", "none") == "tanh"
      return { (inputs) throws(TensorError) in
        byTanh ? try inputs.tensor().geluByTanh() : try inputs.tensor().gelu()
      }
    },
    "HardSigmoid": .told(hardSigmoid),
    "Softmax": .told { (node) throws(ONNXError) in
      try shares(node) { (x, axis) throws(TensorError) in try x.softmax(along: axis) }
    },
    "LogSoftmax": .told { (node) throws(ONNXError) in
      try shares(node) { (x, axis) throws(TensorError) in try x.logSoftmax(along: axis) }
    },
    "Dropout": dropout, "Identity": .unary { (x) throws(TensorError) in x },
  ]

  private static func hardSigmoid(
    _ node: NodeReader
  ) throws(ONNXError) -> @Sendable (NodeArguments) throws(TensorError) -> Tensor {
    let (alpha, beta) = (try node.real("alpha", 0.2), try node.real("beta", 0.5))
    if abs(alpha - 1.0 / 6) < 1e-6, beta == 0.5 {
      return { (inputs) throws(TensorError) in try inputs.tensor().hardSigmoid() }
    }
    return { (inputs) throws(TensorError) in
      try (inputs.tensor() * alpha + beta).clamped(from: 0, to: 1)
    }
  }

  /// Before opset 13 all dimensions from the axis on are one.
  private static func shares(
    _ node: NodeReader, _ body: @escaping @Sendable (Tensor, Int) throws(TensorError) -> Tensor
  ) throws(ONNXError) -> @Sendable (NodeArguments) throws(TensorError) -> Tensor {
    let isOld = node.opset < 13
    let axis = try node.integer("axis", isOld ? 1 : -1)
    return { (inputs) throws(TensorError) in
      let x = try inputs.tensor()
      let axis = try inputs.axis(axis, of: x.rank)
      guard isOld, axis < x.rank - 1 else { return try body(x, axis) }
      return try body(x.flattened(from: axis), axis).reshaped(x.shape)
    }
  }

  /// Passes its input on: whoever trains a graph drops nothing that the file does not say.
  private static let dropout = ONNXOperator { (node) throws(ONNXError) in
    try node.expectInputs(1)
    try node.expectOutputs(1)
    return { (inputs) throws(TensorError) in [try inputs.tensor()] }
  }
}
