import Foundation
import Mustache

/// The parts of a proof that lie in `Templates/`.
struct ProofTemplates: Sendable {
  let head: MustacheTemplate
  let page: MustacheTemplate
  let foot: MustacheTemplate
  let style: String
  let script: String

  /// Reads and parses the bundled files.
  static func load() throws(InterchangeError) -> ProofTemplates {
    ProofTemplates(
      head: try template("proof-head"), page: try template("proof-page"),
      foot: try template("proof-foot"), style: try text("proof", "css"),
      script: try text("proof", "js"))
  }

  private static func template(_ name: String) throws(InterchangeError) -> MustacheTemplate {
    ScalarHTMLEscaping.registered
    let text = try text(name, "mustache")
    do {
      return try MustacheTemplate(string: "{{% CONTENT_TYPE:\(ScalarHTMLEscaping.name)}}\n" + text)
    } catch {
      throw .brokenTemplate(name: name, reason: "\(error)")
    }
  }

  private static func text(
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
