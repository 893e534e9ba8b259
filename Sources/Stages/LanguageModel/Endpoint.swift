import Foundation

/// The address of an OpenAI-compatible server.
public struct Endpoint: Sendable, Hashable {
  /// Scheme, host, port and path up to and with `/v1`, without a slash at the end.
  public let base: String
  /// Whether the server runs on this machine.
  public let isLoopback: Bool
  /// Certificates (PEM) to trust in place of the system's; `nil` for those.
  public let caFile: String?

  /// Checks an address; a path that does not end in a version such as `/v1` gets `/v1`.
  ///
  /// - Parameters:
  ///   - allowInsecure: whether `http` may leave this machine.
  ///   - caFile: certificates (PEM) to trust in place of the system's.
  /// - Throws: `LanguageModelError.badURL`, `.insecureURL`, `.badCertificates`.
  public init(
    _ url: String, allowInsecure: Bool = false, caFile: String? = nil
  ) throws(LanguageModelError) {
    guard let parts = URLComponents(string: url), let scheme = parts.scheme?.lowercased(),
      let host = parts.host?.lowercased(), !host.isEmpty
    else { throw .badURL(url: url, reason: "write it like http://127.0.0.1:8080") }
    guard parts.user == nil, parts.password == nil, parts.query == nil, parts.fragment == nil
    else {
      throw .badURL(
        url: "\(scheme)://\(host)",
        reason: "leave out user names, keys, '?' and '#'; a key goes into \(APIKey.variables[0])")
    }
    guard scheme == "http" || scheme == "https" else {
      throw .badURL(url: url, reason: "only http and https are spoken")
    }
    isLoopback = Self.isLoopback(host)
    guard scheme == "https" || isLoopback || allowInsecure else { throw .insecureURL(url: url) }
    var path = parts.path
    while path.hasSuffix("/") { path.removeLast() }
    let suffix = "/chat/completions"
    if path.hasSuffix(suffix) { path.removeLast(suffix.count) }
    if path.wholeMatch(of: /.*\/v\d+\w*/) == nil { path += "/v1" }
    let port = parts.port.map { ":\($0)" } ?? ""
    self.caFile = caFile
    if let caFile { try Self.checkCertificates(caFile) }
    base = "\(scheme)://\(parts.percentEncodedHost ?? host)\(port)\(path)"
  }

  var chatCompletions: String { base + "/chat/completions" }
  var models: String { base + "/models" }

  /// What libcurl would otherwise complain of at each call, and in its own words.
  private static func checkCertificates(_ file: String) throws(LanguageModelError) {
    let data: Data
    do {
      data = try Data(contentsOf: URL(fileURLWithPath: file))
    } catch {
      let isThere = FileManager.default.fileExists(atPath: file)
      throw .badCertificates(file: file, reason: isThere ? "not readable" : "no such file")
    }
    guard data.range(of: Data("-----BEGIN CERTIFICATE-----".utf8)) != nil else {
      throw .badCertificates(file: file, reason: "no certificate in it")
    }
  }

  private static func isLoopback(_ host: String) -> Bool {
    host == "localhost" || host == "[::1]" || host == "::1"
      || host.wholeMatch(of: /127(\.\d{1,3}){3}/) != nil
  }
}
