extension Tensor {
  private static let traceOperation = Operation("trace")
  private static let determinantOperation = Operation("linalg_det")
  private static let logDeterminantOperation = Operation("linalg_slogdet")
  private static let inverseOperation = Operation("linalg_inv")
  private static let pseudoInverseOperation = Operation("linalg_pinv", "atol_rtol_float")
  private static let triangularOperation = Operation("linalg_solve_triangular")
  private static let leastSquaresOperation = Operation("linalg_lstsq")
  private static let exponentialOperation = Operation("linalg_matrix_exp")
  private static let rankOperation = Operation("linalg_matrix_rank", "atol_rtol_float")

  /// Sum of the diagonal of a matrix.
  public func trace() throws(TensorError) -> Tensor { try Self.traceOperation(self) }
  /// Determinant of square matrices.
  public func determinant() throws(TensorError) -> Tensor { try Self.determinantOperation(self) }
  /// Sign of the determinant, and natural logarithm of its magnitude.
  public func logDeterminant() throws(TensorError) -> (sign: Tensor, logarithm: Tensor) {
    let (sign, logarithm) = try Self.logDeterminantOperation.pair(self)
    return (sign, logarithm)
  }
  /// Inverse of square matrices.
  public func inverse() throws(TensorError) -> Tensor { try Self.inverseOperation(self) }
  /// Moore–Penrose inverse; singular values below the share `tolerance` of the greatest count as 0.
  public func pseudoInverse(tolerance: Double = 1e-15) throws(TensorError) -> Tensor {
    try Self.pseudoInverseOperation(self, Double?.none, tolerance)
  }
  /// X with this X = other, where this is triangular; what lies beyond the triangle is not read.
  public func solvedTriangular(
    _ other: Tensor, isUpper: Bool
  ) throws(TensorError) -> Tensor { try Self.triangularOperation(self, other, isUpper) }

  /// X with the least |this X - other|, of which the least |X| where there are many.
  public func leastSquares(_ other: Tensor) throws(TensorError) -> Tensor {
    let results = try Self.leastSquaresOperation.tensors(self, other, Double?.none, "gelsd")
    guard let solution = results.first else { throw try failure("leastSquares") }
    return solution
  }
  /// Exponential of square matrices.
  public func matrixExponential() throws(TensorError) -> Tensor {
    try Self.exponentialOperation(self)
  }
  /// Number of singular values that are not negligible, `int64`.
  public func matrixRank() throws(TensorError) -> Tensor { try Self.rankOperation(self) }
}
