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
    let hulls = parts.map { hull($0) }
    let rowMarks = RowMarks(text.graphics)
    let marks = hulls.map { rowMarks.mark(of: $0) }
    let boxes = zip(hulls, marks).map { hull, mark in mark.map { hull.union($0.box) } ?? hull }
    let order = ReadingOrder.indices(of: boxes, lineHeight: typical)
    let styles = StyleMeasure(boxes, lineHeight: typical, graphics: text.graphics).styles(
      strokes: parts.map { strokeWidth($0) })
    let rows = order.enumerated().map { position, index in
      let words = parts[index]
      var row = TextRow(
        id: position, wordIDs: words.map(\.id), box: boxes[index],
        text: inReadingOrder(words).map(\.text).joined(separator: " "),
        relativeHeight: typical > 0 ? heights[index] / typical : 1,
        confidence: words.reduce(0) { $0 + $1.confidence } / Double(max(1, words.count)),
        block: words.first?.block ?? 0, paragraph: words.first?.paragraph ?? 0,
        style: styles[index])
      row.style.mark = marks[index]?.kind
      return row
    }
    return PageRows(rows: rows, graphics: text.graphics, medianLineHeight: typical, bounds: bounds)
  }

  /// Specks and rules that OCR took for characters.
  private static func isNoise(_ word: Word) -> Bool {
    let hasText = word.text.unicodeScalars.contains { CharacterSet.alphanumerics.contains($0) }
    return !hasText && word.confidence < 40 && !"•◦▪–—-*".contains(word.text)
  }

  /// Words that stand from left to right, as they are read: words of lines that run from right to
  /// left were numbered in that order.
  private static func inReadingOrder(_ words: [Word]) -> [Word] {
    let runsRightToLeft = words.contains { word in
      word.text.unicodeScalars.contains { $0.runsRightToLeft }
    }
    return runsRightToLeft ? words.sorted { $0.id < $1.id } : words
  }

  /// Width of the strokes of a row's letters, pixels; digits and signs have others.
  private static func strokeWidth(_ words: [Word]) -> Double? {
    let widths = words.filter { $0.text.contains(where: \.isLetter) }.compactMap(\.strokeWidth)
    return widths.isEmpty ? nil : median(widths)
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
