/// Where requests go, and on what terms.
///
/// A class, so that what is set up for one request serves the next on the same route: whether it is
/// the same is plain from its identity.
final class HTTPRoute: Sendable {
  let url: String
  /// Lines such as `Content-Type: application/json`.
  let headers: [String]
  /// Goes out as a header too.
  let key: APIKey?
  /// Seconds that an exchange may take, from connecting to the last byte.
  let seconds: Double
  /// Bytes of the answer beyond which the connection is cut.
  let answerLimit: Int
  /// Whether to pass by the proxy that the environment may name.
  let isDirect: Bool
  /// Certificates (PEM) to trust in place of the system's; `nil` for those.
  let caFile: String?

  init(
    url: String, headers: [String], key: APIKey?, seconds: Double, answerLimit: Int,
    isDirect: Bool, caFile: String?
  ) {
    self.url = url
    self.headers = headers
    self.key = key
    self.seconds = seconds
    self.answerLimit = answerLimit
    self.isDirect = isDirect
    self.caFile = caFile
  }
}

/// One HTTP request.
struct HTTPRequest: Sendable {
  var route: HTTPRoute
  /// What to POST; `nil` for a GET.
  var body: [UInt8]?
}

/// What came back.
struct HTTPAnswer: Sendable {
  var status: Int
  var body: [UInt8]
  /// The header `Retry-After` as sent; `nil` without one.
  var retryAfter: String?
}
