extension Tensor {
  private static let addOperation = Operation("add", "Tensor")
  private static let addScalar = Operation("add", "Scalar")
  private static let subtractOperation = Operation("sub", "Tensor")
  private static let subtractScalar = Operation("rsub", "Scalar")
  private static let multiplyOperation = Operation("mul", "Tensor")
  private static let multiplyScalar = Operation("mul", "Scalar")
  private static let divideOperation = Operation("div", "Tensor")
  private static let divideScalar = Operation("div", "Scalar")
  private static let negateOperation = Operation("neg")
  private static let reciprocalOperation = Operation("reciprocal")
  private static let powerOperation = Operation("pow", "Tensor_Scalar")
  private static let minimumOperation = Operation("minimum")
  private static let maximumOperation = Operation("maximum")
  private static let clampOperation = Operation("clamp")

  /// Elementwise, sizes of 1 stretched.
  public static func + (a: Tensor, b: Tensor) throws(TensorError) -> Tensor {
    try addOperation(a, b)
  }
  /// Adds a number.
  public static func + (a: Tensor, b: Double) throws(TensorError) -> Tensor {
    try addScalar(a, b)
  }
  /// Elementwise, sizes of 1 stretched.
  public static func - (a: Tensor, b: Tensor) throws(TensorError) -> Tensor {
    try subtractOperation(a, b)
  }
  /// Takes a number away.
  public static func - (a: Tensor, b: Double) throws(TensorError) -> Tensor {
    try addScalar(a, -b)
  }
  /// A number less the elements.
  public static func - (a: Double, b: Tensor) throws(TensorError) -> Tensor {
    try subtractScalar(b, a)
  }
  /// Elementwise, sizes of 1 stretched.
  public static func * (a: Tensor, b: Tensor) throws(TensorError) -> Tensor {
    try multiplyOperation(a, b)
  }
  /// Times a number.
  public static func * (a: Tensor, b: Double) throws(TensorError) -> Tensor {
    try multiplyScalar(a, b)
  }
  /// Elementwise, sizes of 1 stretched.
  public static func / (a: Tensor, b: Tensor) throws(TensorError) -> Tensor {
    try divideOperation(a, b)
  }
  /// Over a number.
  public static func / (a: Tensor, b: Double) throws(TensorError) -> Tensor {
    try divideScalar(a, b)
  }
  /// Each with the other sign.
  public static prefix func - (a: Tensor) throws(TensorError) -> Tensor { try negateOperation(a) }

  /// One over each.
  public func reciprocal() throws(TensorError) -> Tensor { try Self.reciprocalOperation(self) }

  /// Each to a power.
  public func power(_ exponent: Double) throws(TensorError) -> Tensor {
    try Self.powerOperation(self, exponent)
  }

  /// The smaller of two, elementwise.
  public func minimum(_ other: Tensor) throws(TensorError) -> Tensor {
    try Self.minimumOperation(self, other)
  }

  /// The larger of two, elementwise.
  public func maximum(_ other: Tensor) throws(TensorError) -> Tensor {
    try Self.maximumOperation(self, other)
  }

  /// Each, kept within bounds.
  public func clamped(
    from lower: Double? = nil, to upper: Double? = nil
  ) throws(TensorError) -> Tensor { try Self.clampOperation(self, lower, upper) }
}
