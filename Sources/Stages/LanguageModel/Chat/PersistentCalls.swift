/// Makes calls, again where that may help, until the circuit breaker opens.
struct PersistentCalls: Sendable {
  private let transport: HTTPTransport
  private let retry: RetryPolicy
  private let breaker: CircuitBreaker

  init(to url: String, inFlight: Int, retry: RetryPolicy) {
    let breaker = CircuitBreaker(url: url, limit: retry.failuresInARow)
    transport = HTTPTransport(limit: inFlight) { result in
      if let failure = Self.failure(result) {
        // To be told to wait is none of many calls that fail: it counts once the call gives up.
        if !Self.isAskedToWait(result) { breaker.failed(failure) }
      } else if case .success = result {
        breaker.succeeded()
      }
      return breaker.refusal == nil
    }
    self.breaker = breaker
    self.retry = retry
  }

  /// The server's answer, be it a refusal.
  ///
  /// - Throws: `LanguageModelError`: no answer came, after all that the policy allows.
  func answer(to request: HTTPRequest) async throws(LanguageModelError) -> HTTPAnswer {
    var tries = 0
    var timeouts = 0
    while true {
      if let refusal = breaker.refusal { throw refusal }
      let result = await once(request)
      guard Self.failure(result) != nil else { return try result.get() }
      if let refusal = breaker.refusal { throw refusal }
      if case .failure(.timedOut) = result { timeouts += 1 }
      guard tries < retry.retries, timeouts <= retry.retriesAfterTimeout,
        let wait = wait(after: result, tries)
      else {
        if Self.isAskedToWait(result) { breaker.failed("HTTP \(RetryPolicy.tooManyRequests)") }
        if let refusal = breaker.refusal { throw refusal }
        return try result.get()
      }
      tries += 1
      try await breaker.wait(wait, retry.sleep)
    }
  }

  private func once(_ request: HTTPRequest) async -> Result<HTTPAnswer, LanguageModelError> {
    do throws(LanguageModelError) {
      return .success(try await transport.exchange(request))
    } catch {
      // Who waited in line when the breaker opened is told why, not that someone cancelled.
      if error == .cancelled, !Task.isCancelled, let refusal = breaker.refusal {
        return .failure(refusal)
      }
      return .failure(error)
    }
  }

  /// Why a call counts as failed; `nil` where neither connection nor server is at fault.
  private static func failure(_ result: Result<HTTPAnswer, LanguageModelError>) -> String? {
    switch result {
    case .success(let answer):
      RetryPolicy.isTransient(answer.status) ? "HTTP \(answer.status)" : nil
    case .failure(.cannotConnect(_, let reason)), .failure(.connectionBroken(_, let reason)),
      .failure(.certificateRefused(_, let reason)):
      reason
    case .failure(.timedOut(_, let seconds)): "no answer within \(seconds.formatted()) s"
    case .failure: nil
    }
  }

  private static func isAskedToWait(_ result: Result<HTTPAnswer, LanguageModelError>) -> Bool {
    (try? result.get().status) == RetryPolicy.tooManyRequests
  }

  /// Seconds to wait before the next try; `nil` where none would help.
  private func wait(after result: Result<HTTPAnswer, LanguageModelError>, _ tries: Int) -> Double? {
    let backoff = retry.backoff(tries)
    switch result {
    case .success(let answer):
      guard let asked = RetryPolicy.seconds(answer.retryAfter) else { return backoff }
      // Clients that were sent away together do not come back together.
      return asked <= retry.longestWait ? max(asked, backoff) : nil
    case .failure(.certificateRefused): return nil
    case .failure: return backoff
    }
  }
}
