extension Tensor {
  private static let einsumOperation = Operation("einsum")
  private static let outerOperation = Operation("outer")
  private static let kroneckerOperation = Operation("kron")
  private static let distanceOperation = Operation("cdist")

  /// Products of elements summed by an equation in Einstein's notation, such as `bij,bjk->bik`.
  public static func einsum(
    _ equation: String, _ tensors: Tensor...
  ) throws(TensorError) -> Tensor { try einsumOperation(equation, tensors) }

  /// Scalar product of two vectors.
  public func dot(_ other: Tensor) throws(TensorError) -> Tensor { try (self * other).sum() }

  /// All products of elements of two vectors, `[own, other's]`.
  public func outerProduct(_ other: Tensor) throws(TensorError) -> Tensor {
    try Self.outerOperation(self, other)
  }
  /// Kronecker product.
  public func kroneckerProduct(_ other: Tensor) throws(TensorError) -> Tensor {
    try Self.kroneckerOperation(self, other)
  }
  /// Euclidean distances of the rows of two matrices, `[..., own rows, other's rows]`.
  public func rowDistances(to other: Tensor) throws(TensorError) -> Tensor {
    try Self.distanceOperation(self, other, 2.0)
  }
}
