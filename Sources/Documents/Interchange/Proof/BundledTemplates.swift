import Foundation
import Mustache

/// The files of `Templates/`, as the program carries them.
enum BundledTemplates {
  /// Parses a template; what it shows is escaped scalar by scalar.
  static func template(_ name: String) throws(InterchangeError) -> MustacheTemplate {
    ScalarHTMLEscaping.registered
    let text = try text(name, "mustache")
    do {
      return try MustacheTemplate(string: "{{% CONTENT_TYPE:\(ScalarHTMLEscaping.name)}}\n" + text)
    } catch {
      throw .brokenTemplate(name: name, reason: "\(error)")
    }
  }

  /// The style sheet of a page: what all pages share, then its own.
  static func style(_ name: String) throws(InterchangeError) -> String {
    try text("page", "css") + text(name, "css")
  }

  /// Reads a file.
  static func text(
    _ name: String, _ extension: String
  ) throws(InterchangeError) -> String {
    let file = Bundle.module.url(
      forResource: name, withExtension: `extension`, subdirectory: "Templates")
    guard let file else { throw .brokenTemplate(name: name, reason: "it is not in the bundle") }
    do {
      return try String(contentsOf: file, encoding: .utf8)
    } catch {
      throw .brokenTemplate(name: name, reason: error.localizedDescription)
    }
  }
}
