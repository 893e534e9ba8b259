import Layout

/// A page's rows as a model sees them, and what each id stands for.
struct ShownRows {
  /// A row of text or a drawing.
  struct Item {
    /// What the model calls it: `12`, `g0`, `r1`.
    var id: String
    /// Extent, page-image pixels.
    var box: Box
    /// The words of a row of text; none for a drawing.
    var words: [Word]
    var isText: Bool
  }

  /// Scalars of a row's text that are shown.
  static let textLength = 48

  /// Rows of text in reading order, then drawings.
  let items: [Item]
  /// Position in `items`, by id.
  let position: [String: Int]
  /// One line an item.
  let lines: [String]

  /// Shows all rows of a page, or of a part of it.
  init(_ page: PageRows, words: [Word]) {
    let wordsByID = Dictionary(words.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let grid = Grid(bounds: page.bounds)
    let entries = Self.items(of: page, wordsByID)
    items = entries.map(\.0)
    lines = entries.map { "\($0.0.id)|\(grid.text($0.0.box))|\($0.1)" }
    position = Dictionary(
      items.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The lines as a prompt holds them.
  var text: String { lines.joined(separator: "\n") }

  /// About how many tokens an item's line has; two more for its escaped line break.
  func tokens(at position: Int) -> Int { TokenBudget.tokens(of: lines[position]) + 2 }

  /// Number of rows of text shown.
  var rowCount: Int { items.count(where: \.isText) }

  /// Each row and drawing, with what its line says after the box.
  private static func items(
    of page: PageRows, _ wordsByID: [Int: Word]
  ) -> [(Item, String)] {
    var items: [(Item, String)] = []
    for row in page.rows {
      let text = shortened(cleanForPrompt(row.text), to: textLength)
      guard !text.isEmpty, row.box.isValid else { continue }
      items.append(
        (
          Item(
            id: "\(row.id)", box: row.box, words: row.wordIDs.compactMap { wordsByID[$0] },
            isText: true), "\(ShownStyle(row).text)|\(text)"
        ))
    }
    var counts: [PageGraphic.Kind: Int] = [:]
    for graphic in page.graphics where graphic.box.isValid && graphic.kind.isShown {
      let count = counts[graphic.kind, default: 0]
      counts[graphic.kind] = count + 1
      let letter = graphic.kind == .graphic ? "g" : "r"
      items.append(
        (
          Item(id: "\(letter)\(count)", box: graphic.box, words: [], isText: false),
          graphic.kind.rawValue
        ))
    }
    return items
  }
}

/// The page as a grid of 0...999 in both directions.
private struct Grid {
  var bounds: Box

  func text(_ box: Box) -> String {
    let x = { step($0 - bounds.x1, bounds.width) }
    let y = { step($0 - bounds.y1, bounds.height) }
    return "\(x(box.x1)) \(y(box.y1)) \(x(box.x2)) \(y(box.y2))"
  }

  private func step(_ offset: Double, _ extent: Double) -> Int {
    guard extent > 0, offset.isFinite else { return 0 }
    return Int(min(999, max(0, offset / extent * 999)))
  }
}

extension PageGraphic.Kind {
  /// Whether it is a row of its own; lines and marks are told with the row they belong to.
  fileprivate var isShown: Bool { self == .graphic || self == .rules }
}
