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
      head: try BundledTemplates.template("proof-head"),
      page: try BundledTemplates.template("proof-page"),
      foot: try BundledTemplates.template("proof-foot"),
      style: try BundledTemplates.style("proof"),
      script: try BundledTemplates.text("proof", "js"))
  }
}
