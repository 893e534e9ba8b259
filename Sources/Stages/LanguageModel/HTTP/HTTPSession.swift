import CCurl
import Dispatch

/// A connection that is kept alive, with a thread on which its exchanges block.
///
/// `@unchecked Sendable`: the pointer is used by one exchange at a time, on `queue`; only
/// `galley_http_cancel`, which may come from any thread, is called beside it.
final class HTTPSession: @unchecked Sendable {
  private let pointer: OpaquePointer
  private let queue = DispatchQueue(label: "galley.http", qos: .userInitiated)

  init?() {
    guard let pointer = galley_http_session_create() else { return nil }
    self.pointer = pointer
  }

  deinit { galley_http_session_free(pointer) }

  /// Does one exchange; a cancelled task ends it at once.
  func exchange(_ request: HTTPRequest) async throws(LanguageModelError) -> HTTPAnswer {
    galley_http_rearm(pointer)
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        queue.async { continuation.resume(returning: self.perform(request)) }
      }
    } onCancel: {
      galley_http_cancel(pointer)
    }
    return try result.get()
  }

  private func perform(_ request: HTTPRequest) -> Result<HTTPAnswer, LanguageModelError> {
    let outcome = request.headers.withCStrings { headers in
      request.url.withCString { url in
        withBytes(of: request.body) { body in
          var native = galley_http_request(
            url: url, headers: headers, body: body.baseAddress, body_length: body.count,
            connect_milliseconds: Int(min(10, request.seconds) * 1000),
            total_milliseconds: max(1, Int(request.seconds * 1000)),
            answer_limit: request.answerLimit, direct: request.isDirect ? 1 : 0)
          return Int(galley_http_perform(pointer, &native))
        }
      }
    }
    if let error = error(outcome, request) { return .failure(error) }
    var length = 0
    let bytes = galley_http_answer(pointer, &length)
    let retryAfter = String(cString: galley_http_retry_after(pointer))
      .trimmingPrefix(while: \.isWhitespace)
    return .success(
      HTTPAnswer(
        status: galley_http_status(pointer),
        body: Array(UnsafeBufferPointer(start: bytes, count: length)),
        retryAfter: retryAfter.isEmpty ? nil : String(retryAfter)))
  }

  /// What a `GALLEY_HTTP_` value means; the one place for all of them.
  private func error(_ outcome: Int, _ request: HTTPRequest) -> LanguageModelError? {
    let reason = String(cString: galley_http_message(pointer))
    switch outcome {
    case Int(GALLEY_HTTP_DONE): return nil
    case Int(GALLEY_HTTP_CANNOT_CONNECT):
      return .cannotConnect(url: request.url, reason: reason)
    case Int(GALLEY_HTTP_TIMED_OUT):
      return .timedOut(url: request.url, seconds: request.seconds)
    case Int(GALLEY_HTTP_TOO_LARGE):
      return .answerTooLarge(url: request.url, limit: request.answerLimit)
    case Int(GALLEY_HTTP_CANCELLED): return .cancelled
    case Int(GALLEY_HTTP_CERTIFICATE):
      return .certificateRefused(url: request.url, reason: reason)
    default: return .connectionBroken(url: request.url, reason: reason)
    }
  }
}

private func withBytes<Result>(
  of body: [UInt8]?, _ use: (UnsafeBufferPointer<UInt8>) -> Result
) -> Result {
  guard let body else { return use(UnsafeBufferPointer(start: nil, count: 0)) }
  return body.withUnsafeBufferPointer(use)
}

extension [String] {
  /// Lends the strings as a NULL-terminated array of C strings.
  fileprivate func withCStrings<Result>(
    _ use: (UnsafePointer<UnsafePointer<CChar>?>) -> Result
  ) -> Result {
    // One buffer for all: each string with its NUL, found again by its offset.
    var bytes: [CChar] = []
    var offsets: [Int] = []
    for string in self {
      offsets.append(bytes.count)
      bytes += string.utf8CString
    }
    return bytes.withUnsafeBufferPointer { buffer in
      let start = buffer.baseAddress
      let pointers: [UnsafePointer<CChar>?] = offsets.map { offset in start.map { $0 + offset } }
      return (pointers + [nil]).withUnsafeBufferPointer { list in
        guard let first = list.baseAddress else { preconditionFailure("the list has a NULL") }
        return use(first)
      }
    }
  }
}
