import Student
import Tensors
import TrainingData

/// What can end a training run.
public enum TrainingError: Error, Sendable {
  /// The file cannot be read, or is no YAML.
  case unreadable(file: String, reason: String)
  /// A key's value is of another type or out of range.
  case badValue(key: String, value: String, allowed: String)
  /// A key that does not exist.
  case unknownKey(key: String, allowed: [String])
  /// A key that has no default is missing.
  case missingKey(key: String, meaning: String)
  /// A key names a file or folder that is not there.
  case missingFile(key: String, path: String)
  /// The output folder holds a run already, or none to go on with.
  case runFolder(path: String, reason: String)
  /// The loss was no number many times in a row.
  case diverged(step: Int, pages: [String])
  /// Another process of the job has gone.
  case processLost(rank: Int, step: Int, reason: String)
  case data(TrainingDataError)
  case tensors(TensorError)
  case student(StudentError)
}

extension TrainingError: CustomStringConvertible {
  /// The input at fault and what can be done.
  public var description: String {
    switch self {
    case .unreadable(let file, let reason): "\(file): \(reason)"
    case .badValue(let key, let value, let allowed): "\(key): \(value) is not \(allowed)"
    case .unknownKey(let key, let allowed):
      "\(key): there is no such key; there are \(allowed.joined(separator: ", "))"
    case .missingKey(let key, let meaning): "\(key) is missing: \(meaning)"
    case .missingFile(let key, let path):
      "\(path): no such file or folder, but \(key) names it"
    case .runFolder(let path, let reason): "\(path): \(reason)"
    case .diverged(let step, let pages):
      """
      training diverged at step \(step): the loss was no number ten times in a row, last on \
      \(pages.joined(separator: ", ")). Lower learning.rate, or look at these pages' labels
      """
    case .processLost(let rank, let step, let reason):
      """
      process \(rank) stopped at step \(step): another process of the job is gone (\(reason)). \
      Start all of them again with --resume
      """
    case .data(let error): "\(error)"
    case .tensors(let error): "\(error)"
    case .student(let error): "\(error)"
    }
  }
}

/// Runs a body that fails in one of the modules below.
func translating<Result>(_ body: () throws -> Result) throws(TrainingError) -> Result {
  do { return try body() } catch { throw TrainingError(error) }
}

/// Runs a body that fails in one of the modules below.
func translating<Result>(
  _ body: () async throws -> Result
) async throws(TrainingError) -> Result {
  do { return try await body() } catch { throw TrainingError(error) }
}

extension TrainingError {
  init(_ error: any Error) {
    self =
      switch error {
      case let error as TrainingError: error
      case let error as TrainingDataError: .data(error)
      case let error as TensorError: .tensors(error)
      case let error as StudentError: .student(error)
      default: .unreadable(file: "training", reason: "\(error)")
      }
  }
}
