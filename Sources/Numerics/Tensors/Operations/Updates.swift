extension Tensor {
  private static let copyOperation = Operation("copy_")

  /// Replaces the numbers of this tensor, in place: every copy of it sees them.
  public func replaceNumbers(by other: Tensor) throws(TensorError) {
    _ = try withoutGradient { () throws(TensorError) in try Self.copyOperation(self, other) }
  }
}
