import Foundation
import Hummingbird

/// Under which name a visitor decides, where several people open one server.
struct VisitorName {
  private static let cookieName = "galley-name"
  private static let mostCharacters = 100

  let text: String

  /// `nil` where it is no name.
  init?(_ text: String) {
    let text = text.trimmingCharacters(in: .whitespacesAndNewlines)
    let isPlain = !text.unicodeScalars.contains { $0.properties.generalCategory == .control }
    guard !text.isEmpty, text.count <= Self.mostCharacters, isPlain else { return nil }
    self.text = text
  }

  /// The name that a request brings.
  init?(of request: Request) {
    guard let value = request.cookies[Self.cookieName]?.value.removingPercentEncoding else {
      return nil
    }
    self.init(value)
  }

  /// The header that lets the browser bring it.
  var cookie: String {
    let value = text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    return "\(Self.cookieName)=\(value); Path=/; HttpOnly; SameSite=Strict"
  }
}
