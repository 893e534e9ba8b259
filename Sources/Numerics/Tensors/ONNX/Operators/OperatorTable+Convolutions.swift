extension OperatorTable {
  private static let convolve = Operation("convolution")

  /// Convolutions along one to three dimensions.
  static let convolutions: [String: ONNXOperator] = [
    "Conv": ONNXOperator.told(inputs: 2, convolution)
      .withWeights([.init(input: 1, decays: true), .init(input: 2)]),
    "ConvTranspose": ONNXOperator.told(inputs: 2, transposedConvolution)
      .withWeights([.init(input: 1, decays: true), .init(input: 2)]),
  ]

  private static func convolution(
    _ node: NodeReader
  ) throws(ONNXError) -> @Sendable (NodeArguments) throws(TensorError) -> Tensor {
    let windows = try Windows(node)
    let groups = try node.count("group", 1)
    return { (inputs) throws(TensorError) in
      let (x, weight) = (try inputs.tensor(0), try inputs.tensor(1))
      let applied = try windows.applied(
        to: x, kernel: Array(weight.shape.dropFirst(2)), inputs)
      let none = applied.size.map { _ in 0 }
      return try convolve(
        applied.isSymmetric ? x : try x.padded(applied.widths), weight, inputs.optional(2),
        applied.strides, applied.isSymmetric ? applied.pads.map(\.before) : none,
        applied.dilations, false, none, groups)
    }
  }

  /// Computed without padding where that is uneven, and cut.
  private static func transposedConvolution(
    _ node: NodeReader
  ) throws(ONNXError) -> @Sendable (NodeArguments) throws(TensorError) -> Tensor {
    let windows = try Windows(node)
    let groups = try node.count("group", 1)
    let outputPadding = try node.integers("output_padding")
    guard windows.isGiven, try node.integers("output_shape") == nil else {
      throw node.unsupported("is told the size of its output")
    }
    return { (inputs) throws(TensorError) in
      let (x, weight) = (try inputs.tensor(0), try inputs.tensor(1))
      let applied = try windows.applied(
        to: x, kernel: Array(weight.shape.dropFirst(2)), inputs)
      let none = applied.size.map { _ in 0 }
      let full = try convolve(
        x, weight, inputs.optional(2), applied.strides,
        applied.isSymmetric ? applied.pads.map(\.before) : none, applied.dilations, true,
        outputPadding ?? none, groups)
      return applied.isSymmetric ? full : try full.padded(applied.widths.map { -$0 })
    }
  }
}
