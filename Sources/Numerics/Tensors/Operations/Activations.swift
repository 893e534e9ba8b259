extension Tensor {
  private static let leakyOperation = Operation("leaky_relu")
  private static let exponentialOperation = Operation("elu")
  private static let hardSwishOperation = Operation("hardswish")
  private static let hardSigmoidOperation = Operation("hardsigmoid")
  private static let mishOperation = Operation("mish")
  private static let logSigmoidOperation = Operation("log_sigmoid")
  private static let geluOperation = Operation("gelu")
  private static let gluOperation = Operation("glu")

  /// x, or `slope` x below zero.
  public func leakyReLU(slope: Double = 0.01) throws(TensorError) -> Tensor {
    try Self.leakyOperation(self, slope)
  }
  /// x, or `alpha` (e^x - 1) below zero.
  public func elu(alpha: Double = 1) throws(TensorError) -> Tensor {
    try Self.exponentialOperation(self, alpha)
  }
  /// x times the hard sigmoid.
  public func hardSwish() throws(TensorError) -> Tensor { try Self.hardSwishOperation(self) }
  /// x / 6 + 1/2, kept within 0 and 1.
  public func hardSigmoid() throws(TensorError) -> Tensor { try Self.hardSigmoidOperation(self) }
  /// x tanh(softplus(x)).
  public func mish() throws(TensorError) -> Tensor { try Self.mishOperation(self) }
  /// Natural logarithm of the sigmoid.
  public func logSigmoid() throws(TensorError) -> Tensor { try Self.logSigmoidOperation(self) }
  /// GELU by its approximation with the hyperbolic tangent.
  public func geluByTanh() throws(TensorError) -> Tensor { try Self.geluOperation(self, "tanh") }
  /// The first half along a dimension times the sigmoid of the second.
  public func gated(along dimension: Int = -1) throws(TensorError) -> Tensor {
    try Self.gluOperation(self, dimension)
  }
}
