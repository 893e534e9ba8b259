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

  /// The questions in reading order; none for a page without rows.
  func questions(about page: PageRows, words: [Word]) -> [PageQuestion] {
    let empty = prompt.user(bounds: page.bounds, languages: languages, rows: "")
    let fixed = TokenBudget.tokens(of: prompt.system) + TokenBudget.tokens(of: empty)
    let parts = PageParts(page, words: words, tokens: budget.prompt - fixed).parts
    return parts.map { part in
      let shown = ShownRows(part, words: words)
      let user = prompt.user(bounds: page.bounds, languages: languages, rows: shown.text)
      return PageQuestion(
        shown: shown, user: user, schema: schema(shown),
        tokens: fixed + shown.items.indices.reduce(0) { $0 + shown.tokens(at: $1) })
    }
  }

  private func schema(_ shown: ShownRows) -> AnswerSchema {
    guard obeysBounds else { return AnswerSchema(name: "regions", json: prompt.schema) }
    let last = shown.items.last(where: \.isText).flatMap { Int($0.id) } ?? 0
    let drawings = shown.items.filter { !$0.isText }.map(\.id)
    return AnswerSchema(
      name: "regions", json: prompt.boundedSchema(lastRow: last, drawings: drawings))
  }
}
