/// Lends a fixed number of workers, one borrower each; borrowers wait in turn.
actor WorkerPool<Worker: Sendable> {
  private var idle: [Worker]
  private var waiting: [CheckedContinuation<Worker, Never>] = []

  init(_ workers: [Worker]) { idle = workers }

  func with<Result: Sendable>(
    _ body: @Sendable (Worker) async throws -> Result
  ) async rethrows -> Result {
    let worker = await take()
    defer { give(worker) }
    return try await body(worker)
  }

  private func take() async -> Worker {
    if let worker = idle.popLast() { return worker }
    return await withCheckedContinuation { waiting.append($0) }
  }

  private func give(_ worker: Worker) {
    if waiting.isEmpty {
      idle.append(worker)
    } else {
      waiting.removeFirst().resume(returning: worker)
    }
  }
}
