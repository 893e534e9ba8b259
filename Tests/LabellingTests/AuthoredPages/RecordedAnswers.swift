import Foundation
import GalleyTesting
import Labelling
import LanguageModel
import Layout
import RegionProposals

/// A language model's answers of `Fixtures/authored-pages/transcript.jsonl`, by page.
///
/// An answer names row ids, so the rows that it was given to stand beside it: the ids hold as long
/// as the page is still read in the same rows. What the prompt says around them may change.
struct RecordedAnswers: Sendable {
  private struct Entry: Decodable {
    var page: String
    var rows: [String]
  }

  private let rows: [String: [String]]
  private let answers: [String: String]

  init() throws {
    let text = try String(
      contentsOf: Fixture.file("authored-pages/transcript.jsonl"), encoding: .utf8)
    var rows: [String: [String]] = [:]
    var answers: [String: String] = [:]
    for line in text.split(separator: "\n") {
      let data = Data(line.utf8)
      let entry = try JSONDecoder().decode(Entry.self, from: data)
      let object = try JSONSerialization.jsonObject(with: data) as? [String: Any]
      let answer = try JSONSerialization.data(withJSONObject: object?["answer"] ?? [:])
      rows[entry.page] = entry.rows
      answers[entry.page] = String(decoding: answer, as: UTF8.self)
    }
    (self.rows, self.answers) = (rows, answers)
  }

  /// The rows of a page as the transcript keeps them: their texts, then the ids of drawings.
  static func lines(of page: PageRows) -> [String] {
    let drawings = [(PageGraphic.Kind.graphic, "g"), (.rules, "r")].flatMap { kind, letter in
      (0..<page.graphics.count(where: { $0.kind == kind })).map { "\(letter)\($0)" }
    }
    return page.rows.map(\.text) + drawings
  }

  /// What stands against playing a page's answer to these rows; `nil` where nothing does.
  ///
  /// A word that is read differently is no matter; a row more or less is.
  func fault(_ name: String, _ page: PageRows) -> String? {
    let lines = Self.lines(of: page)
    guard let recorded = rows[name] else { return "\(name) has no answer: \(lines)" }
    guard recorded.count == lines.count else {
      return "\(name) is read in \(lines.count) rows, its answer was given to \(recorded.count): "
        + "record it anew: \(lines)"
    }
    for (id, pair) in zip(recorded, lines).enumerated() where !Self.areAlike(pair.0, pair.1) {
      return "\(name) row \(id) is “\(pair.1)”, its answer was given to “\(pair.0)”: record it anew"
    }
    return nil
  }

  private static func areAlike(_ one: String, _ other: String) -> Bool {
    let (first, second) = (Set(one.split(separator: " ")), Set(other.split(separator: " ")))
    return 2 * first.intersection(second).count >= max(first.count, second.count)
  }

  /// Gives a page's answer as a server's batch would bring it back.
  fileprivate func response(_ id: String, page: String) -> BatchResponseLine? {
    guard let answer = answers[page] else { return nil }
    let body: [String: Any] = [
      "custom_id": id,
      "response": [
        "status_code": 200,
        "body": ["choices": [["message": ["content": answer], "finish_reason": "stop"]]],
      ],
    ]
    return (try? JSONSerialization.data(withJSONObject: body)).flatMap { BatchResponseLine($0) }
  }
}

/// Recorded answers in the place of a language model.
///
/// They come in as those of a batch do, so that they are checked like any others. A page without an
/// answer fails: nobody listens.
struct RecordedModel: TextSource {
  let answers: RecordedAnswers
  let proposer: LanguageModelProposer

  init(_ answers: RecordedAnswers, cache: URL) throws {
    self.answers = answers
    proposer = try LanguageModelProposer(
      model: .recorded(name: "recorded"), taxonomy: .doclaynet, languages: ["eng"],
      cacheFolder: cache)
  }

  func propose(_ page: AskedPage) async throws -> TextProposal {
    let name = URL(fileURLWithPath: page.page?.file ?? "").deletingPathExtension().lastPathComponent
    // They were given before a second look was taken.
    _ = proposer.acceptBatchResponses(about: page.atFirstLook ?? page) {
      answers.response($0, page: name)
    }
    return try await LanguageModelSource(
      proposer, rules: TextRulesSource(taxonomy: .doclaynet)
    ).propose(page)
  }
}

/// No source of text at all.
struct NoText: TextSource {
  func propose(_ page: AskedPage) -> TextProposal { TextProposal(estimates: []) }
}
