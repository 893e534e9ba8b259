extension Tensor {
  private static let expOperation = Operation("exp")
  private static let logOperation = Operation("log")
  private static let sqrtOperation = Operation("sqrt")
  private static let absOperation = Operation("abs")
  private static let floorOperation = Operation("floor")
  private static let erfinvOperation = Operation("erfinv")
  private static let sinOperation = Operation("sin")
  private static let cosOperation = Operation("cos")
  private static let tanhOperation = Operation("tanh")
  private static let sigmoidOperation = Operation("sigmoid")
  private static let softplusOperation = Operation("softplus")
  private static let reluOperation = Operation("relu")
  private static let geluOperation = Operation("gelu")
  private static let siluOperation = Operation("silu")
  private static let softmaxOperation = Operation("softmax", "int")
  private static let logSoftmaxOperation = Operation("log_softmax", "int")

  /// e to each.
  public func exp() throws(TensorError) -> Tensor { try Self.expOperation(self) }
  /// Natural logarithm.
  public func log() throws(TensorError) -> Tensor { try Self.logOperation(self) }
  /// Square root.
  public func squareRoot() throws(TensorError) -> Tensor { try Self.sqrtOperation(self) }
  /// Absolute value.
  public func magnitude() throws(TensorError) -> Tensor { try Self.absOperation(self) }
  /// The greatest whole number that is not above.
  public func floor() throws(TensorError) -> Tensor { try Self.floorOperation(self) }
  /// Inverse of the error function.
  public func inverseErrorFunction() throws(TensorError) -> Tensor {
    try Self.erfinvOperation(self)
  }
  /// Sine of radians.
  public func sin() throws(TensorError) -> Tensor { try Self.sinOperation(self) }
  /// Cosine of radians.
  public func cos() throws(TensorError) -> Tensor { try Self.cosOperation(self) }
  /// Hyperbolic tangent.
  public func tanh() throws(TensorError) -> Tensor { try Self.tanhOperation(self) }
  /// 1 / (1 + e^-x).
  public func sigmoid() throws(TensorError) -> Tensor { try Self.sigmoidOperation(self) }
  /// ln(1 + e^x).
  public func softplus() throws(TensorError) -> Tensor { try Self.softplusOperation(self) }
  /// The positive part.
  public func relu() throws(TensorError) -> Tensor { try Self.reluOperation(self) }
  /// x times the normal distribution at x, by the error function.
  public func gelu() throws(TensorError) -> Tensor { try Self.geluOperation(self) }
  /// x times its sigmoid.
  public func silu() throws(TensorError) -> Tensor { try Self.siluOperation(self) }
  /// Exponentials as shares of their sum along a dimension.
  public func softmax(along dimension: Int) throws(TensorError) -> Tensor {
    try Self.softmaxOperation(self, dimension)
  }
  /// Logarithm of the softmax.
  public func logSoftmax(along dimension: Int) throws(TensorError) -> Tensor {
    try Self.logSoftmaxOperation(self, dimension)
  }
}
