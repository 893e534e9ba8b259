import Synchronization

/// The operations of a computation, in order, as they were called.
final class Trace: @unchecked Sendable {
  // `@unchecked`: one task writes it, and reads it when the computation is over.
  /// One call.
  struct Call {
    var operation: String
    var arguments: [any OperationArgument]
    var results: [Tensor]
  }

  /// What this task's operations are written to.
  @TaskLocal static var current: Trace?
  /// How many traces are being written, in all tasks: nobody looks for one while there is none.
  static let active = Atomic<Int>(0)

  private var recorded: [Call] = []

  /// Adds a call.
  func add(_ call: Call) { recorded.append(call) }

  /// The calls of a body, in order; the tensors among them live on, so that each keeps its identity.
  static func calls<Result>(
    of body: () throws(TensorError) -> Result
  ) throws(TensorError) -> (calls: [Call], result: Result) {
    let trace = Trace()
    active.add(1, ordering: .sequentiallyConsistent)
    defer { active.subtract(1, ordering: .sequentiallyConsistent) }
    do {
      let result = try $current.withValue(trace) { try body() }
      return (trace.recorded, result)
    } catch let error as TensorError {
      throw error
    } catch {
      throw .operationFailed(operation: "trace", shapes: [], reason: "\(error)")
    }
  }
}

extension Operation {
  /// Writes a call to this task's trace, where there is one.
  func trace<each A: OperationArgument>(_ results: [Tensor], _ arguments: repeat each A) {
    guard Trace.active.load(ordering: .relaxed) > 0, let trace = Trace.current else { return }
    var list: [any OperationArgument] = []
    for argument in repeat each arguments { list.append(argument) }
    trace.add(Trace.Call(operation: name, arguments: list, results: results))
  }
}
