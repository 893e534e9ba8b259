import Foundation
import Synchronization

/// Opens for good after so many failed calls in a row; shared by all copies of a client.
///
/// A server that fails that often is not helped by more calls, and each of them may cost money.
final class CircuitBreaker: Sendable {
  private struct State {
    var failures = 0
    var lastReason = ""
    var isOpen = false
    /// Waits before calls that will not be made once it is open.
    var waits: [UUID: Task<Void, any Error>] = [:]
  }

  private let url: String
  private let limit: Int
  private let state = Mutex(State())

  init(url: String, limit: Int) {
    self.url = url
    self.limit = max(1, limit)
  }

  /// What a call is refused with; `nil` while calls may be made.
  var refusal: LanguageModelError? {
    state.withLock { state in
      state.isOpen
        ? .breakerOpen(url: url, failures: state.failures, last: state.lastReason) : nil
    }
  }

  /// Notes a sound answer, even one that says no.
  func succeeded() {
    state.withLock { if !$0.isOpen { $0.failures = 0 } }
  }

  /// Notes a call that failed.
  func failed(_ reason: String) {
    let waits: [Task<Void, any Error>] = state.withLock { state in
      guard !state.isOpen else { return [] }
      state.failures += 1
      guard state.failures >= limit else { return [] }
      state.lastReason = reason
      state.isOpen = true
      return Array(state.waits.values)
    }
    waits.forEach { $0.cancel() }
  }

  /// Waits before the next call, until the breaker opens.
  ///
  /// - Throws: `.breakerOpen`; `.cancelled` when the task is.
  func wait(
    _ seconds: Double, _ sleep: @escaping @Sendable (Double) async throws -> Void
  ) async throws(LanguageModelError) {
    let id = UUID()
    let wait = Task { try await sleep(seconds) }
    let isOpen = state.withLock { state in
      if !state.isOpen { state.waits[id] = wait }
      return state.isOpen
    }
    if isOpen { wait.cancel() }
    let result = await withTaskCancellationHandler {
      await wait.result
    } onCancel: {
      wait.cancel()
    }
    state.withLock { _ = $0.waits.removeValue(forKey: id) }
    if let refusal { throw refusal }
    if case .failure = result { throw .cancelled }
  }
}
