import CCurl

extension HTTPRoute {
  /// Lends the route as C wants it.
  func withNative<Result>(_ use: (inout galley_http_route) -> Result) -> Result {
    // A day is as good as forever, and fits an integer of milliseconds.
    let seconds = min(max(0.001, seconds), 86_400)
    return (headers + (key.map { [$0.header] } ?? [])).withCStrings { headers in
      url.withCString { url in
        caFile.withCString { caFile in
          var native = galley_http_route(
            url: url, headers: headers, connect_milliseconds: Int(min(10, seconds) * 1000),
            total_milliseconds: Int(seconds * 1000), answer_limit: answerLimit,
            direct: isDirect ? 1 : 0, multiplex: self.url.hasPrefix("https:") ? 1 : 0,
            ca_file: caFile)
          return use(&native)
        }
      }
    }
  }
}

extension HTTPRequest {
  /// Lends the body as C wants it.
  func withBody<Result>(_ use: (UnsafePointer<UInt8>?, Int) -> Result) -> Result {
    guard let body else { return use(nil, 0) }
    return body.withUnsafeBufferPointer { use($0.baseAddress, $0.count) }
  }
}

extension galley_http_result {
  /// What came of a request; the one place where `GALLEY_HTTP_` values get their meaning.
  func answer(on route: HTTPRoute) -> Result<HTTPAnswer, LanguageModelError> {
    var reason: String { String(cString: message) }
    switch Int(outcome) {
    case Int(GALLEY_HTTP_DONE):
      return .success(
        HTTPAnswer(
          status: status, body: Array(UnsafeBufferPointer(start: bytes, count: length)),
          retryAfter: wait))
    case Int(GALLEY_HTTP_CANNOT_CONNECT):
      return .failure(.cannotConnect(url: route.url, reason: reason))
    case Int(GALLEY_HTTP_TIMED_OUT):
      return .failure(.timedOut(url: route.url, seconds: route.seconds))
    case Int(GALLEY_HTTP_TOO_LARGE):
      return .failure(.answerTooLarge(url: route.url, limit: route.answerLimit))
    case Int(GALLEY_HTTP_CERTIFICATE):
      return .failure(.certificateRefused(url: route.url, reason: reason))
    default: return .failure(.connectionBroken(url: route.url, reason: reason))
    }
  }

  private var wait: String? {
    // Few answers have one, and all pass here.
    guard retry_after.pointee != 0 else { return nil }
    let wait = String(cString: retry_after).trimmingPrefix(while: \.isWhitespace)
    return wait.isEmpty ? nil : String(wait)
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
