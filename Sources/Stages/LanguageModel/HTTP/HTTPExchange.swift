/// One HTTP request.
struct HTTPRequest: Sendable {
  var url: String
  /// Lines such as `Content-Type: application/json`.
  var headers: [String]
  /// What to POST; `nil` for a GET.
  var body: [UInt8]?
  /// Seconds that the exchange may take, from connecting to the last byte.
  var seconds: Double
  /// Bytes of the answer beyond which the connection is cut.
  var answerLimit: Int
  /// Whether to pass by the proxy that the environment may name.
  var isDirect: Bool
  /// Certificates (PEM) to trust in place of the system's; `nil` for those.
  var caFile: String?
}

/// What came back.
struct HTTPAnswer: Sendable {
  var status: Int
  var body: [UInt8]
  /// The header `Retry-After` as sent; `nil` without one.
  var retryAfter: String?
}
