extension Tensor {
  private static let oneHotOperation = Operation("one_hot")
  private static let scatterOperation = Operation("scatter", "src")
  private static let scatterNumber = Operation("scatter", "value")
  private static let indexPutOperation = Operation("index_put")
  private static let embeddingOperation = Operation("embedding")
  private static let takeOperation = Operation("take_along_dim")

  /// 1 at each class (`int64`) of `count`, else 0: `int64` `[..., count]`.
  public func oneHot(_ count: Int) throws(TensorError) -> Tensor {
    try Self.oneHotOperation(self, count)
  }
  /// A copy with values put at elementwise indices along a dimension.
  public func scattering(
    _ values: Tensor, at indices: Tensor, along dimension: Int
  ) throws(TensorError) -> Tensor { try Self.scatterOperation(self, dimension, indices, values) }
  /// A copy with a number put at elementwise indices along a dimension.
  public func scattering(
    _ value: Double, at indices: Tensor, along dimension: Int
  ) throws(TensorError) -> Tensor { try Self.scatterNumber(self, dimension, indices, value) }
  /// A copy with values put, or added, at indices (or where a mask holds), one tensor per leading
  /// dimension; `nil` takes all of a dimension.
  public func putting(
    _ values: Tensor, at indices: [Tensor?], adding: Bool = false
  ) throws(TensorError) -> Tensor { try Self.indexPutOperation(self, indices, values, adding) }
  /// Rows of this table `[rows, width]` at indices: `[..., width]`.
  public func embedding(_ indices: Tensor) throws(TensorError) -> Tensor {
    try Self.embeddingOperation(self, indices)
  }
  /// Elements at indices along a dimension, the others stretched.
  public func taken(_ indices: Tensor, along dimension: Int) throws(TensorError) -> Tensor {
    try Self.takeOperation(self, indices, dimension)
  }
}
