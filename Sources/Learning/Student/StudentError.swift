import TrainingData
import Tensors

/// What can be wrong with a student, its file, or what it is given.
public enum StudentError: Error, Hashable, Sendable {
  /// No model can be read there.
  case unreadable(file: String, reason: String)
  /// A model cannot be written there.
  case unwritable(file: String, reason: String)
  /// A file of that name would get in the way of another.
  case badName(file: String, allowed: String)
  /// A checkpoint was made by another preset or for other classes.
  case presetMismatch(found: String, expected: String)
  /// A detector's graph cannot be made a student.
  case badGraph(card: String, reason: String)
  /// A page cannot be looked at.
  case page(TrainingDataError)
  case tensors(TensorError)
  /// Something below fails.
  case failed(reason: String)
}

extension StudentError: CustomStringConvertible {
  /// The input at fault and what can be done.
  public var description: String {
    switch self {
    case .unreadable(let file, let reason), .unwritable(let file, let reason): "\(file): \(reason)"
    case .badName(let file, let allowed): "--output: '\(file)' is not \(allowed)"
    case .presetMismatch(let found, let expected):
      "the checkpoint holds \(found), not \(expected): name the run that it comes from"
    case .badGraph(let card, let reason): "\(card): \(reason)"
    case .page(let error): "\(error)"
    case .tensors(let error): "\(error)"
    case .failed(let reason): reason
    }
  }
}

extension StudentError {
  /// The case for an error of a module below.
  public init(_ error: any Error) {
    self =
      switch error {
      case let error as StudentError: error
      case let error as TrainingDataError: .page(error)
      case let error as TensorError: .tensors(error)
      case ONNXError.tensor(_, _, let error): .tensors(error)
      default: .failed(reason: "\(error)")
      }
  }

  /// Runs a body that fails in one of the modules below.
  static func translating<Result>(_ body: () throws -> Result) throws(StudentError) -> Result {
    do { return try body() } catch { throw StudentError(error) }
  }
}
