extension Tensor {
  private static let identityOperation = Operation("eye")
  private static let diagonalOperation = Operation("diagonal")
  private static let embedOperation = Operation("diag_embed")
  private static let lowerOperation = Operation("tril")
  private static let upperOperation = Operation("triu")

  /// The unit matrix.
  public static func identity(
    _ size: Int, _ type: ElementType = .float32
  ) throws(TensorError) -> Tensor { try identityOperation(size, type) }

  /// A diagonal of the last two dimensions, `offset` to the right of the main one.
  public func diagonal(offset: Int = 0) throws(TensorError) -> Tensor {
    try Self.diagonalOperation(self, offset, -2, -1)
  }
  /// Matrices with the last dimension on their diagonal.
  public func asDiagonal(offset: Int = 0) throws(TensorError) -> Tensor {
    try Self.embedOperation(self, offset)
  }
  /// The last two dimensions on and below a diagonal, zeros above.
  public func lowerTriangle(offset: Int = 0) throws(TensorError) -> Tensor {
    try Self.lowerOperation(self, offset)
  }
  /// The last two dimensions on and above a diagonal, zeros below.
  public func upperTriangle(offset: Int = 0) throws(TensorError) -> Tensor {
    try Self.upperOperation(self, offset)
  }
}
