import Dispatch

/// A thread of its own for calls that block, such as OCR and inference, so that they never hold a
/// thread of Swift's cooperative pool.
///
/// Work given to one `BlockingThread` runs in order, one piece at a time.
final class BlockingThread: Sendable {
  private let queue: DispatchQueue

  init(label: String) { queue = DispatchQueue(label: label, qos: .userInitiated) }

  func run<Result: Sendable>(
    _ body: @escaping @Sendable () throws -> Result
  ) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
      queue.async { continuation.resume(with: .init(catching: body)) }
    }
  }
}
