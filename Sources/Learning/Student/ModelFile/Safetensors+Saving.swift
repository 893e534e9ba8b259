import Tensors

extension Safetensors {
  /// Writes a model or a checkpoint, as a whole or not at all.
  ///
  /// - Throws: `StudentError.unwritable` where the file cannot be written.
  public func save(to path: String) throws(StudentError) {
    do throws(TensorError) { try write(to: path) } catch {
      if case .unreadable(let path, let reason) = error {
        throw .unwritable(file: path, reason: reason)
      }
      throw .tensors(error)
    }
  }
}
