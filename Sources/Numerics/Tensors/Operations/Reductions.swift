extension Tensor {
  private static let sumOperation = Operation("sum", "dim_IntList")
  private static let meanOperation = Operation("mean", "dim")
  private static let amaxOperation = Operation("amax")
  private static let aminOperation = Operation("amin")
  private static let maxOperation = Operation("max", "dim")
  private static let topKOperation = Operation("topk")
  private static let argsortOperation = Operation("argsort")
  private static let varianceOperation = Operation("var", "correction")
  private static let normOperation = Operation("linalg_vector_norm")

  /// Sum along dimensions; along all where none is named.
  public func sum(along dimensions: [Int] = [], keeping: Bool = false) throws(TensorError) -> Tensor
  { try Self.sumOperation(self, dimensions, keeping) }

  /// Mean along dimensions; along all where none is named.
  public func mean(along dimensions: [Int] = [], keeping: Bool = false) throws(TensorError)
    -> Tensor
  { try Self.meanOperation(self, dimensions, keeping) }

  /// Variance along dimensions, over the count less `correction`.
  public func variance(
    along dimensions: [Int], correction: Int = 0, keeping: Bool = false
  ) throws(TensorError) -> Tensor {
    try Self.varianceOperation(self, dimensions, correction, keeping)
  }

  /// Greatest along dimensions; of all where none is named.
  public func greatest(
    along dimensions: [Int] = [], keeping: Bool = false
  ) throws(TensorError) -> Tensor { try Self.amaxOperation(self, dimensions, keeping) }

  /// Least along dimensions; of all where none is named.
  public func least(
    along dimensions: [Int] = [], keeping: Bool = false
  ) throws(TensorError) -> Tensor { try Self.aminOperation(self, dimensions, keeping) }

  /// The greatest along a dimension, and where it is.
  public func greatestWithIndex(
    along dimension: Int
  ) throws(TensorError) -> (values: Tensor, indices: Tensor) {
    try Self.maxOperation.pair(self, dimension)
  }

  /// The greatest `count` along a dimension in descending order, and where they are.
  public func top(
    _ count: Int, along dimension: Int
  ) throws(TensorError) -> (values: Tensor, indices: Tensor) {
    try Self.topKOperation.pair(self, count, dimension)
  }

  /// Indices that sort along a dimension.
  public func sortedIndices(
    along dimension: Int, descending: Bool = false
  ) throws(TensorError) -> Tensor { try Self.argsortOperation(self, dimension, descending) }

  /// Euclidean norm along dimensions; of all where none is named.
  public func norm(along dimensions: [Int] = [], keeping: Bool = false) throws(TensorError)
    -> Tensor
  { try Self.normOperation(self, 2, dimensions.isEmpty ? nil : dimensions, keeping) }
}

extension Operation {
  /// Its two results.
  func pair<each A: OperationArgument>(
    _ arguments: repeat each A
  ) throws(TensorError) -> (values: Tensor, indices: Tensor) {
    let results = try tensors(repeat each arguments)
    guard results.count == 2 else {
      throw .operationFailed(operation: name, shapes: [], reason: "it does not give two tensors")
    }
    return (results[0], results[1])
  }
}
