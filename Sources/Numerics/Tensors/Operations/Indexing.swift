extension Tensor {
  private static let selectOperation = Operation("select", "int")
  private static let indexOperation = Operation("index", "Tensor")
  private static let indexSelectOperation = Operation("index_select")
  private static let gatherOperation = Operation("gather")
  private static let scatterAddOperation = Operation("scatter_add")
  private static let indexAddOperation = Operation("index_add")
  private static let whereOperation = Operation("where", "self")
  private static let maskedFillOperation = Operation("masked_fill", "Scalar")
  private static let nonzeroOperation = Operation("nonzero")

  /// The slice at an index along a dimension, without that dimension.
  public func selected(_ dimension: Int, at index: Int) throws(TensorError) -> Tensor {
    try Self.selectOperation(self, dimension, index)
  }
  /// Elements at indices (`int64`) or where a mask (`bool`) holds, one per leading dimension; `nil`
  /// takes all of a dimension.
  public func indexed(_ indices: [Tensor?]) throws(TensorError) -> Tensor {
    try Self.indexOperation(self, indices)
  }
  /// Slices at the indices along a dimension.
  public func rows(_ indices: Tensor, along dimension: Int = 0) throws(TensorError) -> Tensor {
    try Self.indexSelectOperation(self, dimension, indices)
  }
  /// Elements whose index along a dimension is given elementwise.
  public func gathered(_ indices: Tensor, along dimension: Int) throws(TensorError) -> Tensor {
    try Self.gatherOperation(self, dimension, indices)
  }
  /// A copy with values added at elementwise indices along a dimension.
  public func scatteringAdd(
    _ values: Tensor, at indices: Tensor, along dimension: Int
  ) throws(TensorError) -> Tensor {
    try Self.scatterAddOperation(self, dimension, indices, values)
  }
  /// A copy with slices added at the indices along a dimension.
  public func addingRows(
    _ values: Tensor, at indices: Tensor, along dimension: Int = 0
  ) throws(TensorError) -> Tensor {
    try Self.indexAddOperation(self, dimension, indices, values)
  }
  /// This where the condition holds, else the other.
  public func replaced(
    where condition: Tensor, by other: Tensor
  ) throws(TensorError) -> Tensor { try Self.whereOperation(condition, other, self) }
  /// A copy with a value where the mask holds.
  public func filled(_ value: Double, where mask: Tensor) throws(TensorError) -> Tensor {
    try Self.maskedFillOperation(self, mask, value)
  }
  /// Indices of elements that are not zero, `[found, rank]`.
  public func nonzeroIndices() throws(TensorError) -> Tensor { try Self.nonzeroOperation(self) }
}
