import Foundation

/// The key of a remote server; it cannot be printed, encoded or compared.
public struct APIKey: Sendable, CustomStringConvertible, CustomReflectable {
  /// Environment variables that may hold the key, in order.
  public static let variables = ["GALLEY_LLM_API_KEY", "OPENAI_API_KEY"]

  private let secret: String

  /// The key of the first variable that is set and not empty; `nil` for none.
  ///
  /// - Throws: `LanguageModelError.badKey` when it cannot stand in an HTTP header.
  public static func find(
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws(LanguageModelError) -> APIKey? {
    for variable in variables {
      guard let value = environment[variable], !value.isEmpty else { continue }
      guard value.unicodeScalars.allSatisfy({ (0x21...0x7e).contains($0.value) }) else {
        throw .badKey(variable: variable)
      }
      return APIKey(secret: value)
    }
    return nil
  }

  /// The header line that carries the key.
  var header: String { "Authorization: Bearer \(secret)" }

  /// The text without the key, should a server have quoted it.
  func redacted(_ text: String) -> String {
    text.replacing(secret, with: "[key]")
  }

  /// Says that there is a key, not which.
  public var description: String { "[key]" }
  /// Shows nothing of the key to `dump` and debuggers.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
