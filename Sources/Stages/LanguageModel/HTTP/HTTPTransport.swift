/// Does the exchanges of a client: many at once over shared connections, on threads of its own.
final class HTTPTransport: Sendable {
  private let queue: TransferQueue

  /// - Parameters:
  ///   - limit: exchanges in flight at once; who comes later waits in turn.
  ///   - mayGoOn: told what came of each exchange, before another one takes its place; once it says
  ///     no, those in flight go on and none begins any more: they end as if they were cancelled.
  init(
    limit: Int, mayGoOn: @escaping @Sendable (Result<HTTPAnswer, LanguageModelError>) -> Bool
  ) {
    queue = TransferQueue(limit: max(1, limit), mayGoOn: mayGoOn)
  }

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
}

/// An exchange, and who waits for its end; a class, for it is handed on from one list to another.
final class WaitingExchange: Sendable {
  let request: HTTPRequest
  let continuation: CheckedContinuation<Result<HTTPAnswer, LanguageModelError>, Never>

  init(
    request: HTTPRequest,
    continuation: CheckedContinuation<Result<HTTPAnswer, LanguageModelError>, Never>
  ) {
    self.request = request
    self.continuation = continuation
  }
}
