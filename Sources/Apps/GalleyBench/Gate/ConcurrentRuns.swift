import Dispatch
import Synchronization

/// Runs on all processors, for work that is long and independent.
enum ConcurrentRuns {
  /// What a body gives for 0 up to `count`, in order; throws what the first of them threw.
  static func results<Output: Sendable>(
    _ count: Int, _ body: @Sendable (Int) throws -> Output
  ) throws -> [Output] {
    let results = Mutex([Int: Result<Output, any Error>]())
    DispatchQueue.concurrentPerform(iterations: count) { index in
      let result = Result { try body(index) }
      results.withLock { $0[index] = result }
    }
    let found = results.withLock { $0 }
    return try found.sorted { $0.key < $1.key }.map { try $0.value.get() }
  }
}
