/// What can go wrong with tensors.
public enum TensorError: Error, Hashable, Sendable {
  /// libtorch cannot be loaded.
  case libraryMissing(path: String, reason: String)
  /// An operation refused its arguments.
  ///
  /// - `shapes`: of the tensors among them, in order.
  case operationFailed(operation: String, shapes: [[Int]], reason: String)
  /// Values do not fill a shape.
  case wrongCount(count: Int, shape: [Int])
  /// A file of tensors cannot be read or written.
  case unreadable(path: String, reason: String)
  /// A tensor that a model needs is missing, or is of another shape there.
  case parameterMismatch(name: String, reason: String)
  /// Other processes of a job cannot be reached or have gone.
  case processGroupFailed(reason: String)
}

extension TensorError: CustomStringConvertible {
  /// The input at fault and what can be done.
  public var description: String {
    switch self {
    case .libraryMissing(let path, let reason):
      "libtorch cannot be loaded from \(path): \(reason). Run 'make setup', then 'make build'"
    case .operationFailed(let operation, let shapes, let reason):
      "\(operation)(\(shapes.map(\.description).joined(separator: ", "))): \(reason)"
    case .wrongCount(let count, let shape):
      "\(count) values do not fill a tensor of the shape \(shape)"
    case .unreadable(let path, let reason): "\(path): \(reason)"
    case .parameterMismatch(let name, let reason): "parameter '\(name)': \(reason)"
    case .processGroupFailed(let reason):
      "the processes of the job cannot work together: \(reason)"
    }
  }
}
