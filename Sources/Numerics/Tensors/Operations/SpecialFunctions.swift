extension Tensor {
  private static let erfOperation = Operation("erf")
  private static let erfcOperation = Operation("erfc")
  private static let expm1Operation = Operation("expm1")
  private static let log1pOperation = Operation("log1p")
  private static let lgammaOperation = Operation("lgamma")
  private static let digammaOperation = Operation("digamma")
  private static let arctangentOperation = Operation("atan")
  private static let arctangent2Operation = Operation("atan2")
  private static let tangentOperation = Operation("tan")
  private static let arcsineOperation = Operation("asin")
  private static let arccosineOperation = Operation("acos")
  private static let inverseRootOperation = Operation("rsqrt")
  private static let powerTensor = Operation("pow", "Tensor_Tensor")

  /// Error function.
  public func errorFunction() throws(TensorError) -> Tensor { try Self.erfOperation(self) }
  /// One less the error function, exact where that is small.
  public func complementaryErrorFunction() throws(TensorError) -> Tensor {
    try Self.erfcOperation(self)
  }
  /// e to each less one, exact near zero.
  public func expMinusOne() throws(TensorError) -> Tensor { try Self.expm1Operation(self) }
  /// Natural logarithm of one more, exact near zero.
  public func logOfOnePlus() throws(TensorError) -> Tensor { try Self.log1pOperation(self) }
  /// Natural logarithm of the magnitude of the gamma function.
  public func logGamma() throws(TensorError) -> Tensor { try Self.lgammaOperation(self) }
  /// Derivative of the logarithm of the gamma function.
  public func digamma() throws(TensorError) -> Tensor { try Self.digammaOperation(self) }
  /// Tangent of radians.
  public func tan() throws(TensorError) -> Tensor { try Self.tangentOperation(self) }
  /// Inverse sine in radians.
  public func arcsine() throws(TensorError) -> Tensor { try Self.arcsineOperation(self) }
  /// Inverse cosine in radians.
  public func arccosine() throws(TensorError) -> Tensor { try Self.arccosineOperation(self) }
  /// Inverse tangent in radians.
  public func arctangent() throws(TensorError) -> Tensor { try Self.arctangentOperation(self) }
  /// Angle of the point (x, this) in radians, -π to π.
  public func arctangent(x: Tensor) throws(TensorError) -> Tensor {
    try Self.arctangent2Operation(self, x)
  }
  /// One over the square root.
  public func inverseSquareRoot() throws(TensorError) -> Tensor {
    try Self.inverseRootOperation(self)
  }
  /// Each to the power at its place.
  public func power(_ exponents: Tensor) throws(TensorError) -> Tensor {
    try Self.powerTensor(self, exponents)
  }
}
