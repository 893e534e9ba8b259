import CCurl

extension HTTPRequest {
  /// Lends the request as C wants it.
  func withNative<Result>(_ use: (inout galley_http_request) -> Result) -> Result {
    // A day is as good as forever, and fits an integer of milliseconds.
    let seconds = min(max(0.001, seconds), 86_400)
    return headers.withCStrings { headers in
      url.withCString { url in
        body.withBytes { body in
          caFile.withCString { caFile in
            var native = galley_http_request(
              url: url, headers: headers, body: body.baseAddress, body_length: body.count,
              connect_milliseconds: Int(min(10, seconds) * 1000),
              total_milliseconds: Int(seconds * 1000), answer_limit: answerLimit,
              direct: isDirect ? 1 : 0, multiplex: self.url.hasPrefix("https:") ? 1 : 0,
              ca_file: caFile)
            return use(&native)
          }
        }
      }
    }
  }
}

extension galley_http_result {
  /// What came of a request; the one place where `GALLEY_HTTP_` values get their meaning.
  func answer(to request: HTTPRequest) -> Result<HTTPAnswer, LanguageModelError> {
    var reason: String { String(cString: message) }
    switch Int(outcome) {
    case Int(GALLEY_HTTP_DONE):
      let wait = String(cString: retry_after).trimmingPrefix(while: \.isWhitespace)
      return .success(
        HTTPAnswer(
          status: status, body: Array(UnsafeBufferPointer(start: bytes, count: length)),
          retryAfter: wait.isEmpty ? nil : String(wait)))
    case Int(GALLEY_HTTP_CANNOT_CONNECT):
      return .failure(.cannotConnect(url: request.url, reason: reason))
    case Int(GALLEY_HTTP_TIMED_OUT):
      return .failure(.timedOut(url: request.url, seconds: request.seconds))
    case Int(GALLEY_HTTP_TOO_LARGE):
      return .failure(.answerTooLarge(url: request.url, limit: request.answerLimit))
    case Int(GALLEY_HTTP_CERTIFICATE):
      return .failure(.certificateRefused(url: request.url, reason: reason))
    default: return .failure(.connectionBroken(url: request.url, reason: reason))
    }
  }
}

extension [UInt8]? {
  fileprivate func withBytes<Result>(_ use: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    guard let self else { return use(UnsafeBufferPointer(start: nil, count: 0)) }
    return self.withUnsafeBufferPointer(use)
  }
}

extension String? {
  fileprivate func withCString<Result>(_ use: (UnsafePointer<CChar>?) -> Result) -> Result {
    guard let self else { return use(nil) }
    return self.withCString(use)
  }
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
