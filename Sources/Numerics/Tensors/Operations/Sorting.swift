extension Tensor {
  private static let sortOperation = Operation("sort", "stable")
  private static let argmaxOperation = Operation("argmax")
  private static let argminOperation = Operation("argmin")
  private static let quantileOperation = Operation("quantile")
  private static let searchOperation = Operation("searchsorted", "Tensor")
  private static let uniqueOperation = Operation("_unique2")

  /// Sorted along a dimension, equal ones in their order, and where each was.
  public func sorted(
    along dimension: Int, descending: Bool = false
  ) throws(TensorError) -> (values: Tensor, indices: Tensor) {
    try Self.sortOperation.pair(self, true, dimension, descending)
  }
  /// Where the greatest is along a dimension; in the flat tensor where none is named.
  public func indexOfGreatest(along dimension: Int? = nil) throws(TensorError) -> Tensor {
    try Self.argmaxOperation(self, dimension)
  }
  /// Where the least is along a dimension; in the flat tensor where none is named.
  public func indexOfLeast(along dimension: Int? = nil) throws(TensorError) -> Tensor {
    try Self.argminOperation(self, dimension)
  }
  /// Values below which shares (0 to 1) of the elements lie along a dimension, interpolated
  /// linearly: `[shares, ...]`.
  public func quantiles(
    _ shares: [Double], along dimension: Int? = nil
  ) throws(TensorError) -> Tensor {
    let shares = try Tensor(shares).converted(to: elementType ?? .float32)
    return try Self.quantileOperation(self, shares, dimension)
  }
  /// Where values belong in this sorted tensor: after those below, and after equal ones too with
  /// `afterEqual`.
  public func places(
    of values: Tensor, afterEqual: Bool = false
  ) throws(TensorError) -> Tensor { try Self.searchOperation(self, values, false, afterEqual) }

  /// Values that differ, in ascending order, and how often each is there, `int64`.
  public func uniqueValues() throws(TensorError) -> (values: Tensor, counts: Tensor) {
    let results = try Self.uniqueOperation.tensors(self, true, false, true)
    guard results.count == 3 else { throw try failure("uniqueValues") }
    return (results[0], results[2])
  }
}
