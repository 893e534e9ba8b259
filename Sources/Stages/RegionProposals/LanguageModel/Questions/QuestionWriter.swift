import LanguageModel
import Layout
import Prompts

/// Writes the questions about a page: one, or several where the page is too long for one.
struct QuestionWriter: Sendable {
  let prompt: RegionPrompt
  let budget: TokenBudget
  let languages: [String]
  /// Whether the server holds the model to patterns and bounds.
  let obeysBounds: Bool
  /// Labelled pages to show; `nil` shows none.
  let examples: ExampleSet?

  /// The questions in reading order; none for a page without rows.
  ///
  /// Without the page's place no example is shown.
  func questions(about asked: AskedPage) -> [PageQuestion] {
    let (page, words) = (asked.rows, asked.text.words)
    let empty = prompt.user(bounds: page.bounds, languages: languages, rows: "")
    let fixed = TokenBudget.tokens(of: prompt.system) + TokenBudget.tokens(of: empty)
    let parts = PageParts(page, words: words, tokens: budget.prompt - fixed).parts
    return parts.map { part in
      let shown = ShownRows(part, words: words)
      let user = prompt.user(bounds: page.bounds, languages: languages, rows: shown.text)
      let tokens = fixed + shown.items.indices.reduce(0) { $0 + shown.tokens(at: $1) }
      let chosen = chosen(for: asked, tokens: budget.withExamples - tokens)
      let before = framed(chosen.map(\.excerpt.text))
      let schemas = schemas(shown)
      return PageQuestion(
        shown: shown, examples: chosen, user: before + user, schema: schemas.own,
        otherSchemas: [schemas.other],
        tokens: chosen.reduce(tokens) { $0 + $1.excerpt.tokens }
          + (chosen.isEmpty ? 0 : frameTokens))
    }
  }

  private func chosen(
    for asked: AskedPage, tokens: Int
  ) -> [ExampleSet.Chosen] {
    guard let examples else { return [] }
    return examples.chosen(for: asked, prompt: prompt, tokens: tokens - frameTokens)
  }

  /// What stands around the examples.
  private var frameTokens: Int { TokenBudget.tokens(of: framed([""])) }

  private func framed(_ pages: [String]) -> String {
    prompt.examples(pages, ofOtherDocuments: examples?.scope == .otherDocuments)
  }

  private func schemas(_ shown: ShownRows) -> (own: AnswerSchema, other: AnswerSchema) {
    let plain = AnswerSchema(name: "regions", json: prompt.schema)
    let last = shown.items.last(where: \.isText).flatMap { Int($0.id) } ?? 0
    let drawings = shown.items.filter { !$0.isText }.map(\.id)
    let bounded = AnswerSchema(
      name: "regions", json: prompt.boundedSchema(lastRow: last, drawings: drawings))
    return obeysBounds ? (bounded, plain) : (plain, bounded)
  }
}
