import Layout
import Prompts

/// A labelled page as a prompt shows it: its rows with ids of their own, and the right answer.
struct ExampleExcerpt: Sendable {
  /// The labelled page.
  let example: LabelledExample
  /// The rows shown, numbered from 0.
  let shown: ShownRows
  /// The right answer.
  let answer: ExampleAnswer
  /// Whether some of the page's rows are left out.
  let isPart: Bool
  /// The page as the prompt has it.
  let text: String
  /// About how many tokens it has.
  let tokens: Int

  /// Fewest rows and regions that are worth showing of a page.
  private static let least = (rows: 5, regions: 2)

  /// Shows a page, or as much of it as fits; `nil` where that is too little.
  ///
  /// Of a page that is too long, the run of whole regions in reading order is shown that has the
  /// most classes, then the most rows.
  init?(_ example: LabelledExample, prompt: RegionPrompt, taxonomy: Taxonomy, tokens limit: Int) {
    let whole = ExampleExcerpt(example, isPart: false, prompt, taxonomy)
    if whole.tokens <= limit {
      self = whole
      return
    }
    let fixed = TokenBudget.tokens(
      of: prompt.example(bounds: example.rows.bounds, isPart: true, rows: "", answer: ""))
    guard
      let part = Run(whole, taxonomy: taxonomy).best(tokens: limit - fixed - 20),
      part.rows.rows.count >= Self.least.rows, part.regions.count >= Self.least.regions
    else { return nil }
    let excerpt = ExampleExcerpt(part, isPart: true, prompt, taxonomy)
    guard excerpt.tokens <= limit else { return nil }
    self = excerpt
  }

  private init(
    _ example: LabelledExample, isPart: Bool, _ prompt: RegionPrompt, _ taxonomy: Taxonomy
  ) {
    self.example = example
    self.isPart = isPart
    shown = ShownRows(example.rows, words: example.words)
    answer = ExampleAnswer(example.regions, shown: shown, taxonomy: taxonomy)
    text = prompt.example(
      bounds: example.rows.bounds, isPart: isPart, rows: shown.text,
      answer: answer.json(shown: shown, taxonomy: taxonomy))
    // A row's line break is two tokens where it is escaped.
    tokens = TokenBudget.tokens(of: text) + shown.items.count
  }
}

/// Runs of a page's rows that cut through no region.
private struct Run {
  private let whole: ExampleExcerpt
  private let rowCount: Int
  private let rowTokens: [Int]
  /// For each region: its rows of text and its tokens.
  private let spans: [(rows: ClosedRange<Int>, tokens: Int, classIndex: Int)]

  init(_ whole: ExampleExcerpt, taxonomy: Taxonomy) {
    self.whole = whole
    let shown = whole.shown
    rowCount = shown.rowCount
    rowTokens = shown.items.indices.map { shown.tokens(at: $0) + 1 }
    spans = whole.answer.regions.compactMap { region in
      let rows = region.items.filter { shown.items[$0].isText }
      guard let first = rows.first, let last = rows.last else { return nil }
      let drawings = region.items.dropFirst(rows.count).reduce(0) { $0 + shown.tokens(at: $1) + 1 }
      let tokens = whole.answer.tokens(of: region, shown: shown, taxonomy: taxonomy)
      return (first...last, tokens + drawings, region.label.classIndex)
    }
  }

  /// The best run that fits, as a page of its own.
  func best(tokens limit: Int) -> LabelledExample? {
    let cuts = (0...rowCount).filter { cut in
      !spans.contains { $0.rows.lowerBound < cut && cut <= $0.rows.upperBound }
    }
    var best: (classes: Int, rows: Int, range: Range<Int>)?
    for (index, start) in cuts.enumerated() {
      for end in cuts[(index + 1)...] {
        let held = spans.filter { $0.rows.lowerBound >= start && $0.rows.upperBound < end }
        let tokens = rowTokens[start..<end].reduce(0, +) + held.reduce(0) { $0 + $1.tokens }
        guard tokens <= limit else { break }
        let value = (Set(held.map(\.classIndex)).count, end - start)
        if value > (best?.classes ?? 0, best?.rows ?? 0) {
          best = (value.0, value.1, start..<end)
        }
      }
    }
    return best.flatMap { part($0.range) }
  }

  private func part(_ range: Range<Int>) -> LabelledExample? {
    let shown = whole.shown
    let ids = Set(shown.items[range].map(\.id))
    guard let hull = Box.hull(shown.items[range].map(\.box)) else { return nil }
    var part = whole.example
    part.rows.rows = part.rows.rows.filter { ids.contains("\($0.id)") }.enumerated().map {
      var row = $1
      row.id = $0
      return row
    }
    let held = whole.answer.regions.filter { region in
      let rows = region.items.filter { shown.items[$0].isText }
      return rows.isEmpty
        ? region.between == nil && region.label.box.fractionInside(hull) > 0.5
        : rows.allSatisfy(range.contains)
    }
    part.regions = held.map(\.label)
    let drawings = Set(held.flatMap(\.items).map { shown.items[$0].box })
    part.rows.graphics = part.rows.graphics.filter { drawings.contains($0.box) }
    return part
  }
}
