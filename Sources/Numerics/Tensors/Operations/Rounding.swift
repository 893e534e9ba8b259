extension Tensor {
  private static let ceilingOperation = Operation("ceil")
  private static let roundOperation = Operation("round")
  private static let truncateOperation = Operation("trunc")
  private static let signOperation = Operation("sign")
  private static let remainderTensor = Operation("remainder", "Tensor")
  private static let remainderScalar = Operation("remainder", "Scalar")
  private static let floorDivideTensor = Operation("floor_divide")
  private static let floorDivideScalar = Operation("floor_divide", "Scalar")

  /// The least whole number that is not below.
  public func ceiling() throws(TensorError) -> Tensor { try Self.ceilingOperation(self) }
  /// The nearest whole number, of two the even one.
  public func rounded() throws(TensorError) -> Tensor { try Self.roundOperation(self) }
  /// Without the fraction.
  public func truncated() throws(TensorError) -> Tensor { try Self.truncateOperation(self) }
  /// -1, 0 or 1.
  public func sign() throws(TensorError) -> Tensor { try Self.signOperation(self) }
  /// What division by the other leaves, with the divisor's sign.
  public func remainder(dividingBy other: Tensor) throws(TensorError) -> Tensor {
    try Self.remainderTensor(self, other)
  }
  /// What division by a number leaves, with the divisor's sign.
  public func remainder(dividingBy other: Double) throws(TensorError) -> Tensor {
    try Self.remainderScalar(self, other)
  }
  /// The quotient, rounded down.
  public func floorDivided(by other: Tensor) throws(TensorError) -> Tensor {
    try Self.floorDivideTensor(self, other)
  }
  /// The quotient with a number, rounded down.
  public func floorDivided(by other: Double) throws(TensorError) -> Tensor {
    try Self.floorDivideScalar(self, other)
  }
}
