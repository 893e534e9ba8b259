extension Tensor {
  private static let greaterTensor = Operation("gt", "Tensor")
  private static let greaterScalar = Operation("gt", "Scalar")
  private static let lessTensor = Operation("lt", "Tensor")
  private static let lessScalar = Operation("lt", "Scalar")
  private static let equalTensor = Operation("eq", "Tensor")
  private static let equalScalar = Operation("eq", "Scalar")
  private static let andOperation = Operation("logical_and")
  private static let orOperation = Operation("logical_or")
  private static let notOperation = Operation("logical_not")
  private static let allOperation = Operation("all")
  private static let anyOperation = Operation("any")
  private static let isFiniteOperation = Operation("isfinite")

  /// Where this is greater, elementwise.
  public func isGreater(than other: Tensor) throws(TensorError) -> Tensor {
    try Self.greaterTensor(self, other)
  }
  /// Where this is greater than a number.
  public func isGreater(than other: Double) throws(TensorError) -> Tensor {
    try Self.greaterScalar(self, other)
  }
  /// Where this is less, elementwise.
  public func isLess(than other: Tensor) throws(TensorError) -> Tensor {
    try Self.lessTensor(self, other)
  }
  /// Where this is less than a number.
  public func isLess(than other: Double) throws(TensorError) -> Tensor {
    try Self.lessScalar(self, other)
  }
  /// Where both are equal.
  public func isEqual(to other: Tensor) throws(TensorError) -> Tensor {
    try Self.equalTensor(self, other)
  }
  /// Where this is a number.
  public func isEqual(to other: Double) throws(TensorError) -> Tensor {
    try Self.equalScalar(self, other)
  }
  /// Where both hold.
  public func and(_ other: Tensor) throws(TensorError) -> Tensor {
    try Self.andOperation(self, other)
  }
  /// Where either holds.
  public func or(_ other: Tensor) throws(TensorError) -> Tensor {
    try Self.orOperation(self, other)
  }
  /// Where it does not hold.
  public func not() throws(TensorError) -> Tensor { try Self.notOperation(self) }
  /// Whether all hold.
  public func allHold() throws(TensorError) -> Bool { try Self.allOperation(self).item() != 0 }
  /// Whether any holds.
  public func anyHolds() throws(TensorError) -> Bool { try Self.anyOperation(self).item() != 0 }
  /// Where it is neither infinite nor no number.
  public func isFinite() throws(TensorError) -> Tensor { try Self.isFiniteOperation(self) }
}

extension Tensor {
  private static let atLeastTensor = Operation("ge", "Tensor")
  private static let atLeastScalar = Operation("ge", "Scalar")
  private static let atMostTensor = Operation("le", "Tensor")
  private static let atMostScalar = Operation("le", "Scalar")
  private static let nanOperation = Operation("isnan")

  /// Where this is greater or equal, elementwise.
  public func isAtLeast(_ other: Tensor) throws(TensorError) -> Tensor {
    try Self.atLeastTensor(self, other)
  }
  /// Where this is greater than a number or equal.
  public func isAtLeast(_ other: Double) throws(TensorError) -> Tensor {
    try Self.atLeastScalar(self, other)
  }
  /// Where this is less or equal, elementwise.
  public func isAtMost(_ other: Tensor) throws(TensorError) -> Tensor {
    try Self.atMostTensor(self, other)
  }
  /// Where this is less than a number or equal.
  public func isAtMost(_ other: Double) throws(TensorError) -> Tensor {
    try Self.atMostScalar(self, other)
  }
  /// Where it is no number.
  public func isNaN() throws(TensorError) -> Tensor { try Self.nanOperation(self) }
}
