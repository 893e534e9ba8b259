extension Tensor {
  private static let matrixProductOperation = Operation("matmul")
  private static let singularValuesOperation = Operation("linalg_svd")
  private static let orthonormalOperation = Operation("linalg_qr")
  private static let choleskyOperation = Operation("linalg_cholesky")
  private static let eigenOperation = Operation("linalg_eigh")
  private static let solveOperation = Operation("linalg_solve")

  /// Matrix product of the last two dimensions; the others stretch.
  public func matrixProduct(_ other: Tensor) throws(TensorError) -> Tensor {
    try Self.matrixProductOperation(self, other)
  }
  /// Singular values and vectors: this = U diag(S) Vᵀ, reduced.
  public func singularValues() throws(TensorError) -> (u: Tensor, s: Tensor, vTransposed: Tensor) {
    let parts = try Self.singularValuesOperation.tensors(self, false)
    return (parts[0], parts[1], parts[2])
  }
  /// This = Q R with orthonormal columns of Q, reduced.
  public func orthonormalised() throws(TensorError) -> (q: Tensor, r: Tensor) {
    let parts = try Self.orthonormalOperation.tensors(self, "reduced")
    return (parts[0], parts[1])
  }
  /// Lower triangle L of this = L Lᵀ.
  public func choleskyFactor() throws(TensorError) -> Tensor { try Self.choleskyOperation(self) }
  /// Eigenvalues in ascending order and eigenvectors (columns) of a symmetric matrix.
  public func symmetricEigenvalues() throws(TensorError) -> (values: Tensor, vectors: Tensor) {
    let parts = try Self.eigenOperation.tensors(self)
    return (parts[0], parts[1])
  }
  /// X with this X = other.
  public func solved(_ other: Tensor) throws(TensorError) -> Tensor {
    try Self.solveOperation(self, other)
  }
}
