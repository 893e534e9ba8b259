extension OperatorTable {
  private static let divide = Operation("div", "Tensor_mode")
  private static let remainder = Operation("fmod", "Tensor")

  private static let channelVectors: [ONNXOperator.Weight] = [
    .init(input: 0, isVector: true), .init(input: 1, isVector: true),
  ]

  /// Elementwise, sizes of 1 stretched.
  static let arithmetic: [String: ONNXOperator] = [
    "Add": ONNXOperator.binary { (a, b) throws(TensorError) in try a + b }
      .withWeights(channelVectors),
    "Sub": .binary { (a, b) throws(TensorError) in try a - b },
    "Mul": ONNXOperator.binary { (a, b) throws(TensorError) in try a * b }
      .withWeights(channelVectors),
    "Div": .binary(quotient),
    "Mod": .told(inputs: 2) { (node) throws(ONNXError) in
      let keepsSign = try node.integer("fmod", 0) == 1
      return { (inputs) throws(TensorError) in
        let (a, b) = (try inputs.tensor(0), try inputs.tensor(1))
        return keepsSign ? try remainder(a, b) : try a.remainder(dividingBy: b)
      }
    },
    "Pow": .plain(inputs: 2, power),
    "Neg": .unary { (x) throws(TensorError) in try -x },
    "Reciprocal": .unary { (x) throws(TensorError) in try x.reciprocal() },
    "Min": .plain { (inputs) throws(TensorError) in
      try folded(inputs) { (a, b) throws(TensorError) in try a.minimum(b) }
    },
    "Max": .plain { (inputs) throws(TensorError) in
      try folded(inputs) { (a, b) throws(TensorError) in try a.maximum(b) }
    },
    "Sum": .plain { (inputs) throws(TensorError) in
      try folded(inputs) { (a, b) throws(TensorError) in try a + b }
    },
    "Mean": .plain { (inputs) throws(TensorError) in
      try folded(inputs) { (a, b) throws(TensorError) in try a + b } / Double(inputs.inputs.count)
    },
    "Clip": .told(clip),
  ]

  /// Whole numbers are cut off towards zero.
  private static func quotient(_ a: Tensor, _ b: Tensor) throws(TensorError) -> Tensor {
    let isWhole = [a, b].allSatisfy { $0.elementType != .float32 && $0.elementType != .float64 }
    return isWhole ? try divide(a, b, "trunc") : try a / b
  }

  /// A number of the file's own needs no gradient, and has faster kernels.
  private static func power(_ inputs: NodeArguments) throws(TensorError) -> Tensor {
    let (x, exponents) = (try inputs.tensor(0), try inputs.tensor(1))
    let result =
      inputs.areConstant[1] && exponents.count == 1 && exponents.rank <= x.rank
      ? try x.power(try exponents.item()) : try x.power(exponents)
    return try result.elementType == x.elementType
      ? result : result.converted(to: x.elementType ?? inputs.realType)
  }

  private static func folded(
    _ inputs: NodeArguments, _ body: (Tensor, Tensor) throws(TensorError) -> Tensor
  ) throws(TensorError) -> Tensor {
    var result = try inputs.tensor()
    for other in try inputs.tensors().dropFirst() { result = try body(result, other) }
    return result
  }

  /// Bounds are attributes before opset 11, inputs from there on.
  private static func clip(
    _ node: NodeReader
  ) throws(ONNXError) -> @Sendable (NodeArguments) throws(TensorError) -> Tensor {
    let lower = node.node.attributes["min"] == nil ? nil : try node.real("min", 0)
    let upper = node.node.attributes["max"] == nil ? nil : try node.real("max", 0)
    return { (inputs) throws(TensorError) in
      let x = try inputs.tensor()
      let (lower, upper) = (try inputs.number(1) ?? lower, try inputs.number(2) ?? upper)
      return lower == nil && upper == nil ? x : try x.clamped(from: lower, to: upper)
    }
  }
}
