import Foundation
import Layout

/// Makes rows of a page's words: lines, cut where a column ends, with robust boxes.
public enum RowBuilder {
  /// The rows of a page in reading order.
  public static func rows(of text: PageText, bounds: Box) -> PageRows {
    let lines = text.lines.map { line in
      line.filter { !isNoise($0) }.sorted { ($0.box.x1, $0.id) < ($1.box.x1, $1.id) }
    }
    let parts = ColumnGaps(lines).cut()
    let heights = parts.map { median($0.map(\.box.height)) }
    let typical = median(heights)
    let order = ReadingOrder.indices(of: parts.map { hull($0) }, lineHeight: typical)
    let rows = order.enumerated().map { position, index in
      let words = parts[index]
      return TextRow(
        id: position, wordIDs: words.map(\.id), box: hull(words),
        text: words.map(\.text).joined(separator: " "),
        relativeHeight: typical > 0 ? heights[index] / typical : 1,
        confidence: words.reduce(0) { $0 + $1.confidence } / Double(max(1, words.count)),
        block: words.first?.block ?? 0, paragraph: words.first?.paragraph ?? 0)
    }
    return PageRows(rows: rows, graphics: text.graphics, medianLineHeight: typical, bounds: bounds)
  }

  /// Specks and rules that OCR took for characters.
  private static func isNoise(_ word: Word) -> Bool {
    let hasText = word.text.unicodeScalars.contains { CharacterSet.alphanumerics.contains($0) }
    return !hasText && word.confidence < 40 && !"•◦▪–—-*".contains(word.text)
  }

  /// The hull of a row's words without those that a rule or a speck made far too tall.
  private static func hull(_ words: [Word]) -> Box {
    let height = median(words.map(\.box.height))
    let sound = words.filter { $0.box.height <= 1.8 * height }
    return Box.hull((sound.isEmpty ? words : sound).map(\.box))
      ?? Box(x1: 0, y1: 0, x2: 0, y2: 0)
  }
}

/// The middle value; 0 for none.
func median(_ values: [Double]) -> Double {
  guard !values.isEmpty else { return 0 }
  let sorted = values.sorted()
  let middle = sorted.count / 2
  return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}
