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
  /// - Parameter document: the document that the page is of; without it no example is shown.
  func questions(about page: PageRows, words: [Word], document: String?) -> [PageQuestion] {
    let empty = prompt.user(bounds: page.bounds, languages: languages, rows: "")
    let fixed = TokenBudget.tokens(of: prompt.system) + TokenBudget.tokens(of: empty)
    let parts = PageParts(page, words: words, tokens: budget.prompt - fixed).parts
    return parts.map { part in
      let shown = ShownRows(part, words: words)
      let user = prompt.user(bounds: page.bounds, languages: languages, rows: shown.text)
      let tokens = fixed + shown.items.indices.reduce(0) { $0 + shown.tokens(at: $1) }
      let chosen = chosen(for: page, words, document, tokens: budget.withExamples - tokens)
      let before = prompt.examples(chosen.map(\.excerpt.text))
      return PageQuestion(
        shown: shown, examples: chosen, user: before + user, schema: schema(shown),
        tokens: chosen.reduce(tokens) { $0 + $1.excerpt.tokens }
          + (chosen.isEmpty ? 0 : frameTokens))
    }
  }

  private func chosen(
    for page: PageRows, _ words: [Word], _ document: String?, tokens: Int
  ) -> [ExampleSet.Chosen] {
    guard let examples, let document else { return [] }
    return examples.chosen(
      for: page, words: words, document: document, prompt: prompt, tokens: tokens - frameTokens)
  }

  /// What stands around the examples.
  private var frameTokens: Int { TokenBudget.tokens(of: prompt.examples([""])) }

  private func schema(_ shown: ShownRows) -> AnswerSchema {
    guard obeysBounds else { return AnswerSchema(name: "regions", json: prompt.schema) }
    let last = shown.items.last(where: \.isText).flatMap { Int($0.id) } ?? 0
    let drawings = shown.items.filter { !$0.isText }.map(\.id)
    return AnswerSchema(
      name: "regions", json: prompt.boundedSchema(lastRow: last, drawings: drawings))
  }
}
