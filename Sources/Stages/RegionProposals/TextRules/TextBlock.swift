import Layout

/// Rows that belong together, before they are given a role.
struct TextBlock {
  var rows: [TextRow]

  var box: Box { Box.hull(rows.map(\.box)) ?? Box(x1: 0, y1: 0, x2: 0, y2: 0) }
  var text: String { rows.map(\.text).joined(separator: " ") }
  var wordCount: Int { rows.reduce(0) { $0 + $1.wordIDs.count } }
  var relativeHeight: Double { median(rows.map(\.relativeHeight)) }
  var firstLine: String { rows.first?.text ?? "" }
  /// Whether it opens as an item of a list, by its text or by a mark before it.
  var opensItem: Bool { hasMark || LineStart.opensItem(firstLine) }
  /// Whether it opens with a bullet or checkbox that is no character of its text.
  var hasMark: Bool { rows.first?.style.mark != nil }
  /// Whether its rows are set bold.
  var isBold: Bool { rows.allSatisfy(\.style.isBold) }
  var wordIDs: [Int] { rows.flatMap(\.wordIDs).sorted() }
  var confidence: Double {
    rows.reduce(0) { $0 + $1.confidence } / Double(max(1, rows.count))
  }
}

/// Groups a page's rows into blocks: paragraphs, headings, list items.
struct BlockBuilder {
  private let lineHeight: Double

  init(_ page: PageRows) { lineHeight = max(1, page.medianLineHeight) }

  /// Blocks in reading order.
  func blocks(of rows: [TextRow]) -> [TextBlock] {
    var blocks: [TextBlock] = []
    for row in rows {
      if let last = blocks.last, belongs(row, to: last) {
        blocks[blocks.count - 1].rows.append(row)
      } else {
        blocks.append(TextBlock(rows: [row]))
      }
    }
    return blocks
  }

  private func belongs(_ row: TextRow, to block: TextBlock) -> Bool {
    guard let last = block.rows.last else { return false }
    let gap = row.box.y1 - last.box.y2
    let height = max(row.box.height, last.box.height)
    let shared = min(row.box.x2, block.box.x2) - max(row.box.x1, block.box.x1)
    guard
      gap > -0.6 * height, gap < 0.75 * height,
      shared > 0.3 * min(row.box.width, block.box.width)
    else { return false }
    // Lines of one paragraph are set in one size.
    let ratio = row.relativeHeight / max(0.1, last.relativeHeight)
    guard (0.72...1.39).contains(ratio) else { return false }
    let style = row.style
    if style.hasLineAbove || style.isBold != block.isBold || style.spaceAbove > 0.4 {
      return false
    }
    if LineStart.opensItem(row.text) || LineStart.opensCaption(row.text) { return false }
    if block.rows.count == 1, LineStart.isNumberedHeading(last.text),
      row.paragraph != last.paragraph
    {
      return false
    }
    // A line that ends short, then one that is indented or a gap wider than usual: a new one.
    let endsShort = last.box.x2 < block.box.x2 - 2 * lineHeight
    let isIndented = row.box.x1 > block.box.x1 + 0.8 * lineHeight
    let opensWithItem = block.opensItem
    if isIndented, !opensWithItem, block.rows.count > 1 || endsShort { return false }
    if opensWithItem, row.box.x1 < block.box.x1 - 0.6 * lineHeight { return false }
    if endsShort, last.text.hasSuffix("."), gap > 0.35 * height { return false }
    return row.paragraph == last.paragraph || gap < 0.45 * height
  }
}
