/// Does the exchanges of a client: many at once over shared connections, on one thread.
final class HTTPTransport: Sendable {
  private let queue: TransferQueue

  /// - Parameter limit: exchanges in flight at once; who comes later waits in turn.
  init(limit: Int) { queue = TransferQueue(limit: max(1, limit)) }

  deinit { queue.close() }

  /// Does one exchange; a cancelled task ends its own at once and no other.
  func exchange(_ request: HTTPRequest) async throws(LanguageModelError) -> HTTPAnswer {
    let ticket = queue.ticket()
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        queue.add(WaitingExchange(request: request, continuation: continuation), ticket)
      }
    } onCancel: {
      queue.cancel(ticket)
    }
    return try result.get()
  }

  /// Ends the exchanges that still wait for their turn as if they were cancelled.
  func dismissWaiting() { queue.dismissWaiting() }
}

/// An exchange, and who waits for its end.
struct WaitingExchange: Sendable {
  var request: HTTPRequest
  var continuation: CheckedContinuation<Result<HTTPAnswer, LanguageModelError>, Never>
}
