import Crypto
import Foundation
import HTTPTypes
import Hummingbird

/// Lets in who may: by name of the host where only this machine is served, by token elsewhere; and
/// writes only from the page itself.
struct AccessControl: RouterMiddleware {
  typealias Context = BasicRequestContext

  private static let cookie = "galley"
  private static let loopback: Set<String> = ["127.0.0.1", "localhost", "::1", "[::1]"]

  let host: String
  let token: String?

  func handle(
    _ request: Request, context: Context, next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    // A foreign name that resolves to this machine would make a foreign page one of the same origin.
    if Self.loopback.contains(host), !Self.loopback.contains(hostName(of: request)) {
      throw RequestError(.misdirectedRequest, "open the page under the address that was printed")
    }
    if let token {
      if request.method == .get, request.uri.path == "/",
        let given = request.uri.queryParameters["token"]
      {
        guard matches(String(given), token) else { throw Self.wrongToken }
        var response = Response.redirect(to: "/", type: .normal)
        response.headers[.setCookie] =
          "\(Self.cookie)=\(token); Path=/; HttpOnly; SameSite=Strict"
        if let name = request.uri.queryParameters["name"].flatMap({ VisitorName(String($0)) }) {
          response.headers.append(HTTPField(name: .setCookie, value: name.cookie))
        }
        return response
      }
      guard matches(request.cookies[Self.cookie]?.value ?? "", token) else {
        throw Self.wrongToken
      }
    }
    if request.method != .get, request.method != .head { try checkOrigin(of: request) }
    return try await next(request, context)
  }

  private static let wrongToken = RequestError(
    .unauthorized, "open the address that 'galley audit' printed, with its token")

  private func hostName(of request: Request) -> String {
    let authority = request.head.authority ?? ""
    if authority.hasPrefix("[") { return String(authority.prefix { $0 != "]" }) + "]" }
    return String(authority.prefix { $0 != ":" })
  }

  /// The time that it takes tells nothing of the token.
  private func matches(_ given: String, _ token: String) -> Bool {
    SHA256.hash(data: Data(given.utf8)) == SHA256.hash(data: Data(token.utf8))
  }

  private func checkOrigin(of request: Request) throws {
    // Another site's page cannot set this header without being asked first, which nobody answers.
    guard let name = HTTPField.Name("X-Galley"), request.headers[name] == "1",
      let origin = request.headers[.origin], let authority = request.head.authority,
      origin == "http://\(authority)" || origin == "https://\(authority)"
    else {
      throw RequestError(.forbidden, "labels are changed from galley's own page only")
    }
  }
}
