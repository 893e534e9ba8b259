extension Tensor {
  private static let copyOperation = Operation("copy_")
  private static let addOperation = Operation("add_", "Tensor")
  private static let scaleOperation = Operation("mul_", "Scalar")
  private static let fillOperation = Operation("fill_", "Scalar")

  /// Replaces the numbers of this tensor, in place: every copy of it sees them.
  public func replaceNumbers(by other: Tensor) throws(TensorError) {
    try inPlace { () throws(TensorError) in try Self.copyOperation(self, other) }
  }
  /// Adds a multiple of another tensor in place: every copy of this sees it.
  public func addInPlace(_ other: Tensor, times factor: Double = 1) throws(TensorError) {
    try inPlace { () throws(TensorError) in try Self.addOperation(self, other, factor) }
  }
  /// Multiplies by a number in place: every copy of this sees it.
  public func scaleInPlace(by factor: Double) throws(TensorError) {
    try inPlace { () throws(TensorError) in try Self.scaleOperation(self, factor) }
  }
  /// Sets all numbers in place: every copy of this sees them.
  public func fillInPlace(with value: Double) throws(TensorError) {
    try inPlace { () throws(TensorError) in try Self.fillOperation(self, value) }
  }

  private func inPlace(_ body: () throws(TensorError) -> Tensor) throws(TensorError) {
    _ = try withoutGradient(body)
  }
}
