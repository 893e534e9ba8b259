extension OperatorTable {
  private static let einsum = Operation("einsum")

  /// Matrix products.
  static let products: [String: ONNXOperator] = [
    "MatMul": ONNXOperator.binary { (a, b) throws(TensorError) in try a.matrixProduct(b) }
      .withWeights([.init(input: 0, decays: true), .init(input: 1, decays: true)]),
    "Gemm": ONNXOperator.told(inputs: 2, generalProduct)
      .withWeights([.init(input: 1, decays: true), .init(input: 2)]),
    "Einsum": .told { (node) throws(ONNXError) in
      let equation = try node.text("equation", "")
      return { (inputs) throws(TensorError) in try einsum(equation, try inputs.tensors()) }
    },
  ]

  /// alpha A B + beta C, A and B transposed where the node says so.
  private static func generalProduct(
    _ node: NodeReader
  ) throws(ONNXError) -> @Sendable (NodeArguments) throws(TensorError) -> Tensor {
    let (alpha, beta) = (try node.real("alpha", 1), try node.real("beta", 1))
    let turnsA = try node.integer("transA", 0) != 0
    let turnsB = try node.integer("transB", 0) != 0
    return { (inputs) throws(TensorError) in
      let (x, y, added) = (try inputs.tensor(0), try inputs.tensor(1), inputs.optional(2))
      let a = turnsA ? try x.transposed(0, 1) : x
      if alpha == 1, beta == 1, turnsB, added?.rank ?? 1 == 1, added?.shape.first != 1 {
        return try a.linear(y, bias: added)
      }
      var product = try a.matrixProduct(turnsB ? try y.transposed(0, 1) : y)
      if alpha != 1 { product = try product * alpha }
      guard let added else { return product }
      return try product + (beta == 1 ? added : try added * beta)
    }
  }
}
