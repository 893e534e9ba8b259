/// How nodes of one kind are computed.
struct ONNXOperator: Sendable {
  /// Computes a node's outputs.
  typealias Computation = @Sendable (NodeArguments) throws(TensorError) -> [Tensor]

  /// Reads what a node is told, refusing what is not read, and gives its computation.
  let prepare: @Sendable (NodeReader) throws(ONNXError) -> Computation
  /// Inputs that are sizes.
  ///
  /// Where one is the file's own, the computation has to know the shapes that its inputs have at
  /// the size that the graph was written for.
  var sizes: [Int] = []
  /// Whether it has to know them in any case.
  var needsWrittenShapes = false
  /// Inputs that training changes.
  var weights: [Weight] = []
  /// Inputs that follow the batches.
  var statistics: [Int] = []

  /// An input that training changes, where it is the file's own.
  struct Weight: Sendable {
    var input: Int
    var decays = false
    /// Whether only a vector of channels is one: what is added may be a table as well.
    var isVector = false
  }

  /// A computation of its inputs alone, with one output.
  static func plain(
    inputs: Int = 1, _ body: @escaping @Sendable (NodeArguments) throws(TensorError) -> Tensor
  ) -> ONNXOperator {
    ONNXOperator { (node) throws(ONNXError) in
      try node.expectInputs(inputs)
      try node.expectOutputs(1)
      return { (arguments) throws(TensorError) in [try body(arguments)] }
    }
  }

  /// A function of one tensor.
  static func unary(
    _ body: @escaping @Sendable (Tensor) throws(TensorError) -> Tensor
  ) -> ONNXOperator {
    plain { (arguments) throws(TensorError) in try body(try arguments.tensor()) }
  }

  /// A function of two tensors.
  static func binary(
    _ body: @escaping @Sendable (Tensor, Tensor) throws(TensorError) -> Tensor
  ) -> ONNXOperator {
    plain(inputs: 2) { (arguments) throws(TensorError) in
      try body(try arguments.tensor(0), try arguments.tensor(1))
    }
  }

  /// A function that is told something, with one output.
  static func told(
    inputs: Int = 1,
    _ prepare:
      @escaping @Sendable (NodeReader) throws(ONNXError)
      -> @Sendable (NodeArguments) throws(TensorError) -> Tensor
  ) -> ONNXOperator {
    ONNXOperator { (node) throws(ONNXError) in
      try node.expectInputs(inputs)
      try node.expectOutputs(1)
      let body = try prepare(node)
      return { (arguments) throws(TensorError) in [try body(arguments)] }
    }
  }

  /// The same, whose inputs named are sizes.
  func withSizes(_ inputs: [Int]) -> ONNXOperator {
    var changed = self
    changed.sizes = inputs
    return changed
  }

  /// The same, whose inputs named are weights.
  func withWeights(_ weights: [Weight]) -> ONNXOperator {
    var changed = self
    changed.weights = weights
    return changed
  }
}
