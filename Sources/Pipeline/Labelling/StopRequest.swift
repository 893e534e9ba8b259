import Synchronization

/// Set when the job is to stop; the pages in hand are finished, no new one begins.
public final class StopRequest: Sendable {
  private struct State {
    var isStopped = false
    var reason: (any Error)?
  }

  private let state = Mutex(State())

  /// A job that nobody has asked to stop.
  public init() {}

  /// Asks the job to stop.
  public func stop() { state.withLock { $0.isStopped = true } }

  /// Asks the job to stop since no page can be labelled as wanted any more; the first reason counts.
  func stop(because reason: any Error) {
    state.withLock {
      $0.isStopped = true
      $0.reason = $0.reason ?? reason
    }
  }

  /// Whether the job has been asked to stop.
  public var isStopped: Bool { state.withLock { $0.isStopped } }

  /// Why the job itself stopped; `nil` when it did not.
  var reason: (any Error)? { state.withLock { $0.reason } }
}
