extension Tensor {
  private static let sumOperation = Operation("cumsum")
  private static let productOperation = Operation("cumprod")
  private static let logSumOperation = Operation("logcumsumexp")
  private static let maximumOperation = Operation("cummax")
  private static let minimumOperation = Operation("cummin")

  /// Sums of all elements up to each along a dimension.
  public func cumulativeSum(along dimension: Int) throws(TensorError) -> Tensor {
    try Self.sumOperation(self, dimension)
  }
  /// Products of all elements up to each along a dimension.
  public func cumulativeProduct(along dimension: Int) throws(TensorError) -> Tensor {
    try Self.productOperation(self, dimension)
  }
  /// Logarithms of the sums of the exponentials up to each along a dimension.
  public func cumulativeLogSumExp(along dimension: Int) throws(TensorError) -> Tensor {
    try Self.logSumOperation(self, dimension)
  }
  /// The greatest up to each along a dimension, and where it is.
  public func cumulativeGreatest(
    along dimension: Int
  ) throws(TensorError) -> (values: Tensor, indices: Tensor) {
    try Self.maximumOperation.pair(self, dimension)
  }
  /// The least up to each along a dimension, and where it is.
  public func cumulativeLeast(
    along dimension: Int
  ) throws(TensorError) -> (values: Tensor, indices: Tensor) {
    try Self.minimumOperation.pair(self, dimension)
  }
}
