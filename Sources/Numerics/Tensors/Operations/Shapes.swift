extension Tensor {
  private static let reshapeOperation = Operation("reshape")
  private static let permuteOperation = Operation("permute")
  private static let transposeOperation = Operation("transpose", "int")
  private static let squeezeOperation = Operation("squeeze", "dim")
  private static let unsqueezeOperation = Operation("unsqueeze")
  private static let expandOperation = Operation("expand")
  private static let concatenateOperation = Operation("cat")
  private static let stackOperation = Operation("stack")
  private static let narrowOperation = Operation("narrow")
  private static let splitOperation = Operation("split_with_sizes")
  private static let flipOperation = Operation("flip")
  private static let padOperation = Operation("constant_pad_nd")

  /// The same elements row by row in another shape; one size may be -1, for what is left.
  public func reshaped(_ shape: [Int]) throws(TensorError) -> Tensor {
    try Self.reshapeOperation(self, shape)
  }
  /// The dimensions in another order.
  public func permuted(_ order: [Int]) throws(TensorError) -> Tensor {
    try Self.permuteOperation(self, order)
  }
  /// Two dimensions exchanged.
  public func transposed(_ first: Int, _ second: Int) throws(TensorError) -> Tensor {
    try Self.transposeOperation(self, first, second)
  }
  /// Without a dimension of size 1.
  public func squeezed(_ dimension: Int) throws(TensorError) -> Tensor {
    try Self.squeezeOperation(self, dimension)
  }
  /// With a dimension of size 1 more.
  public func unsqueezed(_ dimension: Int) throws(TensorError) -> Tensor {
    try Self.unsqueezeOperation(self, dimension)
  }
  /// Dimensions of size 1 stretched; -1 leaves a size as it is.
  public func expanded(_ shape: [Int]) throws(TensorError) -> Tensor {
    try Self.expandOperation(self, shape)
  }
  /// Tensors one after another along a dimension.
  public static func concatenated(
    _ tensors: [Tensor], along dimension: Int
  ) throws(TensorError) -> Tensor { try concatenateOperation(tensors, dimension) }
  /// Tensors of one shape along a new dimension.
  public static func stacked(
    _ tensors: [Tensor], along dimension: Int = 0
  ) throws(TensorError) -> Tensor { try stackOperation(tensors, dimension) }
  /// A part along a dimension.
  public func narrowed(
    _ dimension: Int, from start: Int, count: Int
  ) throws(TensorError) -> Tensor { try Self.narrowOperation(self, dimension, start, count) }
  /// Parts along a dimension, of these sizes.
  public func split(_ sizes: [Int], along dimension: Int) throws(TensorError) -> [Tensor] {
    try Self.splitOperation.tensors(self, sizes, dimension)
  }
  /// Dimensions turned round.
  public func flipped(_ dimensions: [Int]) throws(TensorError) -> Tensor {
    try Self.flipOperation(self, dimensions)
  }
  /// With a value around: before and after the last dimension, then the one before it, and so on.
  public func padded(_ widths: [Int], with value: Double = 0) throws(TensorError) -> Tensor {
    try Self.padOperation(self, widths, value)
  }
}
