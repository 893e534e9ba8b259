import Synchronization

/// Set when the user asks the job to stop; the pages in hand are finished, no new one begins.
public final class StopRequest: Sendable {
  private let stopped = Mutex(false)

  /// A job that nobody has asked to stop.
  public init() {}

  /// Asks the job to stop.
  public func stop() { stopped.withLock { $0 = true } }

  /// Whether the job has been asked to stop.
  public var isStopped: Bool { stopped.withLock { $0 } }
}
