extension Tensor {
  private static let rollOperation = Operation("roll")
  private static let repeatOperation = Operation("repeat")
  private static let repeatEachOperation = Operation("repeat_interleave", "self_int")
  private static let unfoldOperation = Operation("unfold")
  private static let unbindOperation = Operation("unbind", "int")
  private static let flattenOperation = Operation("flatten", "using_ints")
  private static let moveOperation = Operation("movedim", "int")
  private static let shuffleOperation = Operation("pixel_shuffle")
  private static let unshuffleOperation = Operation("pixel_unshuffle")
  private static let patchOperation = Operation("im2col")
  private static let unpatchOperation = Operation("col2im")
  private static let spacedOperation = Operation("linspace")

  /// `count` numbers at equal distances, both ends included.
  public static func spaced(
    from start: Double, through end: Double, count: Int, _ type: ElementType = .float32
  ) throws(TensorError) -> Tensor { try spacedOperation(start, end, count, type) }

  /// Moved along dimensions; what leaves at the end comes in at the start.
  public func rolled(_ shifts: [Int], along dimensions: [Int]) throws(TensorError) -> Tensor {
    try Self.rollOperation(self, shifts, dimensions)
  }
  /// The whole again and again, so many times along each dimension.
  public func repeated(_ times: [Int]) throws(TensorError) -> Tensor {
    try Self.repeatOperation(self, times)
  }
  /// Each slice along a dimension so many times.
  public func repeatingEach(_ times: Int, along dimension: Int) throws(TensorError) -> Tensor {
    try Self.repeatEachOperation(self, times, dimension)
  }
  /// Windows along a dimension, as a new last dimension.
  public func windows(
    _ size: Int, step: Int, along dimension: Int
  ) throws(TensorError) -> Tensor { try Self.unfoldOperation(self, dimension, size, step) }
  /// The slices along a dimension.
  public func slices(along dimension: Int = 0) throws(TensorError) -> [Tensor] {
    try Self.unbindOperation.tensors(self, dimension)
  }
  /// Dimensions from the first to the last one named as one.
  public func flattened(from first: Int = 0, through last: Int = -1) throws(TensorError) -> Tensor {
    try Self.flattenOperation(self, first, last)
  }
  /// A dimension at another place, the others in their order.
  public func moving(_ dimension: Int, to place: Int) throws(TensorError) -> Tensor {
    try Self.moveOperation(self, dimension, place)
  }
  /// `[batch, channels r², height, width]` as `[batch, channels, height r, width r]`.
  public func pixelShuffled(_ factor: Int) throws(TensorError) -> Tensor {
    try Self.shuffleOperation(self, factor)
  }
  /// The inverse of `pixelShuffled`.
  public func pixelUnshuffled(_ factor: Int) throws(TensorError) -> Tensor {
    try Self.unshuffleOperation(self, factor)
  }
  /// Square windows of `[batch, channels, height, width]`: `[batch, channels size², windows]`.
  public func patches(
    _ size: Int, stride: Int, padding: Int = 0
  ) throws(TensorError) -> Tensor {
    try Self.patchOperation(self, [size, size], [1, 1], [padding, padding], [stride, stride])
  }
  /// Sums of what `patches` gives at the places that they came from.
  public func foldedPatches(
    _ size: Int, stride: Int, padding: Int = 0, height: Int, width: Int
  ) throws(TensorError) -> Tensor {
    try Self.unpatchOperation(
      self, [height, width], [size, size], [1, 1], [padding, padding], [stride, stride])
  }
}
