import Layout

/// Ink that looks like text and lies under no word.
///
/// Ruled lines are too low, photographs too dense and drawings too sparse to look like text.
struct UnreadText {
  /// Pieces of single lines, from top to bottom, page-image pixels.
  let lines: [Box]
  /// Squares of ink in each of these.
  let lineInk: [Int]
  /// Squares of ink in these and in what looks like several lines that touch.
  let ink: Int

  /// Height of a line's ink, in heights of the page's words.
  private static let lineHeights = 0.4...2.2
  /// Share of squares with ink in several lines of text.
  private static let textDensity = 0.25...0.75

  /// - Parameters:
  ///   - grid: the page's ink, from which that of words has been erased.
  ///   - wordHeight: the usual height of words, pixels.
  init(in grid: InkGrid, wordHeight: Double) {
    var lines: [(box: Box, ink: Int)] = []
    var ink = 0
    for component in grid.components(across: 3, down: 1) {
      let box = component.box
      let height = (box.height - Double(InkGrid.side) / 2) / wordHeight
      guard height >= Self.lineHeights.lowerBound, box.width >= 0.25 * wordHeight else { continue }
      if height <= Self.lineHeights.upperBound {
        guard component.inkShare >= Self.textDensity.lowerBound else { continue }
        lines.append((box, component.ink))
      } else if box.width < 3 * wordHeight || !Self.textDensity.contains(component.inkShare) {
        continue
      }
      ink += component.ink
    }
    lines.sort { ($0.box.y1, $0.box.x1) < ($1.box.y1, $1.box.x1) }
    self.lines = lines.map(\.box)
    lineInk = lines.map(\.ink)
    self.ink = ink
  }

  /// The usual height of a page's words, pixels; that of 10 point type where there are none.
  static func wordHeight(of words: [Word], dpi: Double) -> Double {
    let heights = words.filter { Letters.count(in: $0.text) > 0 }.map(\.box.height).sorted()
    return heights.isEmpty ? dpi / 7 : heights[heights.count / 2]
  }
}
