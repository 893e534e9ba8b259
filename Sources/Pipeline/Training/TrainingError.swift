import MethodSlots
import Settings
import Student
import Tensors
import TrainingData

/// What can end a training run.
public enum TrainingError: Error, Sendable {
  case settings(SettingsError)
  case plan(PlanConflict)
  /// The output folder holds a run already, or none to go on with.
  case runFolder(path: String, reason: String)
  /// The loss was no number many times in a row.
  case diverged(step: Int, pages: [String])
  /// Another process of the job has gone.
  case processLost(rank: Int, step: Int, reason: String)
  case data(TrainingDataError)
  case tensors(TensorError)
  case student(StudentError)
  /// Something below fails.
  case failed(reason: String)
}

extension TrainingError: CustomStringConvertible {
  /// The input at fault and what can be done.
  public var description: String {
    switch self {
    case .settings(let error): "\(error)"
    case .plan(let conflict): "\(conflict)"
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
    case .failed(let reason): reason
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
  /// The case for an error of a module below; tensors' and pages' own, whoever met them.
  init(_ error: any Error) {
    self =
      switch error {
      case let error as TrainingError: error
      case let error as SettingsError: .settings(error)
      case let error as PlanConflict: .plan(error)
      case let error as TrainingDataError: .data(error)
      case let error as TensorError: .tensors(error)
      case StudentError.tensors(let error): .tensors(error)
      case StudentError.page(let error): .data(error)
      case let error as StudentError: .student(error)
      default: .failed(reason: "\(error)")
      }
  }
}
