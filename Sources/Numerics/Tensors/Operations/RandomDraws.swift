extension Tensor {
  private static let integerOperation = Operation("randint", "low_generator")
  private static let bernoulliOperation = Operation("bernoulli")
  private static let multinomialOperation = Operation("multinomial")

  /// Independent whole numbers from `range`, `int64`.
  public static func integers(
    in range: Range<Int>, _ shape: [Int], _ generator: RandomGenerator
  ) throws(TensorError) -> Tensor {
    try integerOperation(range.lowerBound, range.upperBound, shape, generator)
  }
  /// 1 with the probability at its place, else 0; of this tensor's type.
  public func bernoulli(_ generator: RandomGenerator) throws(TensorError) -> Tensor {
    try Self.bernoulliOperation(self, generator)
  }
  /// Indices drawn by the weights along the last dimension, `int64` `[..., count]`.
  public func drawnIndices(
    _ count: Int, replacing: Bool, _ generator: RandomGenerator
  ) throws(TensorError) -> Tensor {
    try Self.multinomialOperation(self, count, replacing, generator)
  }
  /// Elements dropped with a probability, the others enlarged to make up for them.
  public func droppingOut(
    _ probability: Double, _ generator: RandomGenerator
  ) throws(TensorError) -> Tensor {
    guard probability > 0 else { return self }
    let kept = try Tensor.filled(1 - probability, shape, elementType ?? .float32)
      .bernoulli(generator)
    return try self * kept * (probability < 1 ? 1 / (1 - probability) : 0)
  }
}
