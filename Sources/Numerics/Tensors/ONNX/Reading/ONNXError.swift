/// What can be wrong with an ONNX file, or with what is asked of it.
public enum ONNXError: Error, Hashable, Sendable {
  /// A file cannot be read, or is no ONNX model.
  case unreadable(path: String, reason: String)
  /// A model contradicts itself or the format.
  ///
  /// - `subject`: the node, tensor or value at fault, as the file names it.
  case invalid(path: String, subject: String, reason: String)
  /// A model uses something that is not read.
  ///
  /// - `subject`: the node, tensor or value at fault, as the file names it.
  case unsupported(path: String, subject: String, reason: String)
  /// A graph makes no value of that name.
  case unknownValue(path: String, name: String, outputs: [String])
  /// A tensor cannot take the place of one in the file.
  case notReplaceable(path: String, name: String, reason: String)
  /// A node's computation failed when the model was made ready.
  case tensor(path: String, subject: String, error: TensorError)
}

extension ONNXError: CustomStringConvertible {
  /// The input at fault and what can be done.
  public var description: String {
    switch self {
    case .unreadable(let path, let reason): "\(path): \(reason)"
    case .invalid(let path, let subject, let reason):
      "\(path): \(subject) \(reason). Export the model again, or check it with onnx.checker"
    case .unsupported(let path, let subject, let reason): "\(path): \(subject) \(reason)"
    case .unknownValue(let path, let name, let outputs):
      "\(path): nothing in the graph makes '\(name)'; its outputs are "
        + outputs.prefix(8).map { "'\($0)'" }.joined(separator: ", ")
        + (outputs.count > 8 ? " and \(outputs.count - 8) more" : "")
    case .notReplaceable(let path, let name, let reason):
      "\(path): the tensor '\(name)' cannot be replaced: \(reason)"
    case .tensor(let path, let subject, let error): "\(path): \(subject): \(error)"
    }
  }
}
