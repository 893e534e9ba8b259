import Foundation
import GalleyTesting
import Interchange
import Layout
import Testing

@Suite("Hostile text in an HTML proof")
struct HTMLEscapingTests {
  /// Texts that want to become markup; each holds `evil`.
  static let hostile = [
    "<script>evil()</script>", "\"><img src=x onerror=evil()>", "' onload='evil()",
    "</title></style></script><script>evil()</script>", "<!-- evil", "<![CDATA[evil",
    "{{{evil}}}", "&lt;evil&gt;",
    // A quote and a bracket that are one character with the accent after them.
    "x\"\u{301} onclick=evil() y=\"\u{301}", "<\u{338}script>evil()", "\u{0}\u{8}evil",
  ]

  /// A page with the text in every place that a document, a model or a user can reach.
  private func poisoned(_ text: String) -> LabelledPage {
    var seen = estimate(reason: text)
    seen.evidence.model = text
    seen.evidence.flags = [text]
    var proposal = seen
    proposal.source = .languageModel
    var labels = page(
      text, teacher: [seen], proposals: [proposal],
      fused: [region(reason: text, flags: [text])], notes: [text])
    labels.textReason = text
    return labels
  }

  private func poisonedTaxonomy(_ text: String) throws -> Taxonomy {
    try Taxonomy(
      name: text,
      classes: [.text, .title, .list, .table, .figure].enumerated().map {
        RegionClass(
          name: $0.offset == 0 ? text : "class \($0.offset)", roles: [$0.element],
          description: text)
      })
  }

  @Test("stays text", arguments: hostile)
  func staysText(text: String) async throws {
    try await Fixture.withTemporaryFolder { folder in
      let failure = ProofSummary.Failure(file: text, page: nil, reason: text)
      let html = try proof(
        [poisoned(text)], failures: [failure], title: text,
        taxonomy: poisonedTaxonomy(text), in: folder)
      let harmless = try proof(
        [poisoned("evil")], failures: [.init(file: "evil", page: nil, reason: "evil")],
        title: "evil", taxonomy: poisonedTaxonomy("evil"), in: folder)
      let (markup, expected) = (Markup(html), Markup(harmless))
      #expect(markup.unbalanced.isEmpty)
      // The very same elements with the very same attributes, whatever the text.
      #expect(markup.elements.map(\.name) == expected.elements.map(\.name))
      #expect(
        markup.elements.map { $0.attributes.keys.sorted() }
          == expected.elements.map { $0.attributes.keys.sorted() })
      #expect(!markup.elements.contains { $0.attributes.keys.contains { $0.hasPrefix("on") } })
      #expect(markup.all("style").map(\.text) == expected.all("style").map(\.text))
      #expect(!html.unicodeScalars.contains("\u{0}"))
    }
  }

  @Test("reaches the details card unchanged", arguments: hostile)
  func reachesTheCard(text: String) async throws {
    try await Fixture.withTemporaryFolder { folder in
      let markup = Markup(try proof([poisoned(text)], in: folder))
      let script = try #require(
        markup.all("script").first { $0.attributes["type"] == "application/json" })
      #expect(!script.text.contains("<"))
      let details = try markup.details()
      #expect(details["r-1-0"]?.reason == text)
      #expect(details["r-1-0"]?.flags == [text])
      #expect(details["t-1-0"]?.reason == text)
    }
  }

  @Test func `cannot turn a name around`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let html = try proof([page("\u{202E}gpj.exe")], in: folder)
      #expect(html.contains("\u{FFFD}gpj.exe"))
      #expect(!html.unicodeScalars.contains("\u{202E}"))
    }
  }

  @Test func `cannot run: only the proof's own script may`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let markup = Markup(try proof([page()], in: folder))
      let policy = try #require(
        markup.all("meta").compactMap { $0.attributes["content"] }
          .first { $0.contains("script-src") })
      #expect(policy.contains("script-src 'sha256-"))
      #expect(!policy.contains("script-src 'unsafe-inline'"))
    }
  }
}
