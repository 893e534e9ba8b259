extension Tensor {
  private static let fullOperation = Operation("full")
  private static let zerosLikeOperation = Operation("zeros_like")
  private static let uniformOperation = Operation("rand", "generator")
  private static let normalOperation = Operation("randn", "generator")
  private static let permutationOperation = Operation("randperm", "generator")
  private static let rangeOperation = Operation("arange", "start_step")
  private static let toOperation = Operation("to", "dtype")
  private static let cloneOperation = Operation("clone")
  private static let detachOperation = Operation("detach")

  /// The same value everywhere.
  public static func filled(
    _ value: Double, _ shape: [Int], _ type: ElementType = .float32
  ) throws(TensorError) -> Tensor { try fullOperation(shape, value, type) }

  /// Zeros.
  public static func zeros(
    _ shape: [Int], _ type: ElementType = .float32
  ) throws(TensorError) -> Tensor { try filled(0, shape, type) }

  /// Ones.
  public static func ones(
    _ shape: [Int], _ type: ElementType = .float32
  ) throws(TensorError) -> Tensor { try filled(1, shape, type) }

  /// Zeros of this tensor's shape and type.
  public func zerosLike() throws(TensorError) -> Tensor { try Self.zerosLikeOperation(self) }

  /// Independent numbers from 0 up to 1.
  public static func uniform(
    _ shape: [Int], _ generator: RandomGenerator, _ type: ElementType = .float32
  ) throws(TensorError) -> Tensor { try uniformOperation(shape, generator, type) }

  /// Independent standard normal numbers.
  public static func normal(
    _ shape: [Int], _ generator: RandomGenerator, _ type: ElementType = .float32
  ) throws(TensorError) -> Tensor { try normalOperation(shape, generator, type) }

  /// The numbers from 0 up to `count` in a random order, `int64`.
  public static func permutation(
    _ count: Int, _ generator: RandomGenerator
  ) throws(TensorError) -> Tensor { try permutationOperation(count, generator) }

  /// `start`, `start + step` … below `end`.
  public static func range(
    from start: Double = 0, to end: Double, by step: Double = 1, _ type: ElementType = .float32
  ) throws(TensorError) -> Tensor { try rangeOperation(start, end, step, type) }

  /// The same numbers as another type.
  public func converted(to type: ElementType) throws(TensorError) -> Tensor {
    try Self.toOperation(self, type)
  }

  /// A copy with memory of its own; gradients flow through it.
  public func copied() throws(TensorError) -> Tensor { try Self.cloneOperation(self) }

  /// The same numbers, through which no gradient flows.
  public func detached() throws(TensorError) -> Tensor { try Self.detachOperation(self) }
}
