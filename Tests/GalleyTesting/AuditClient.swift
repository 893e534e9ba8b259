import Foundation
import FoundationNetworking

/// Asks a server of `galley audit` as its page does.
public struct AuditClient: Sendable {
  private let port: Int
  private let token: String?

  /// A client of a server on this machine.
  public init(port: Int, token: String? = nil) {
    (self.port, self.token) = (port, token)
  }

  /// What the server answers.
  public struct Answer {
    /// The status, such as 200.
    public var status: Int
    /// The body.
    public var data: Data
    private let headers: [AnyHashable: Any]

    init(_ data: Data, _ response: HTTPURLResponse) {
      (status, self.data, headers) = (response.statusCode, data, response.allHeaderFields)
    }

    /// The body as text.
    public var text: String { String(decoding: data, as: UTF8.self) }

    /// The body as a JSON object; empty where it is none.
    public var json: [String: Any] {
      (try? JSONSerialization.jsonObject(with: data)) as? [String: Any] ?? [:]
    }

    /// A header; empty where there is none.
    public func header(_ name: String) -> String {
      headers.first { "\($0.key)".lowercased() == name.lowercased() }.map { "\($0.value)" } ?? ""
    }
  }

  /// A region of the queue: the token of its page, and its key there.
  public func firstInQueue() async throws -> (page: String, key: String)? {
    let items = try await get("api/queue").json["items"] as? [[String: Any]]
    guard let page = items?.first?["page"] as? String, let key = items?.first?["key"] as? String
    else { return nil }
    return (page, key)
  }

  /// Asks for a path.
  public func get(_ path: String) async throws -> Answer { try await send("GET", path, nil) }

  /// Sends a JSON object to a path.
  public func post(_ path: String, _ value: [String: Any]) async throws -> Answer {
    try await send("POST", path, JSONSerialization.data(withJSONObject: value))
  }

  /// Sends a request as the page does, but for the given headers; `nil` leaves one out.
  public func send(
    _ method: String, _ path: String, _ body: Data?, _ headers: [String: String?] = [:]
  ) async throws -> Answer {
    let origin = "http://127.0.0.1:\(port)"
    guard let url = URL(string: "\(origin)/\(path)") else { throw URLError(.badURL) }
    var request = URLRequest(url: url)
    request.httpMethod = method
    request.httpBody = body
    request.httpShouldHandleCookies = false
    var all: [String: String?] = ["X-Galley": "1", "Origin": origin]
    if let token { all["Cookie"] = "galley=\(token)" }
    for (name, value) in all.merging(headers, uniquingKeysWith: { $1 }) {
      if let value { request.setValue(value, forHTTPHeaderField: name) }
    }
    let (data, response) = try await URLSession.shared.data(for: request)
    guard let response = response as? HTTPURLResponse else { throw URLError(.badServerResponse) }
    return Answer(data, response)
  }
}
