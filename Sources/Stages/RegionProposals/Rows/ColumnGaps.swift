import Layout

/// Cuts lines where a column ends: recognisers join lines across columns and table cells.
///
/// A wide gap alone is no sign of a column, since justified lines have wide gaps too. It counts
/// when the lines above and below leave the same place free, or when it is very wide.
struct ColumnGaps {
  /// Least width of a gap that may end a column, in heights of its line.
  private static let least = 1.0
  /// From this width on a gap ends a column whatever stands around it, in heights of its line.
  private static let certain = 5.0
  /// How far above and below a line others count as its neighbours, in heights of the line.
  private static let reach = 1.6

  private let lines: [[Word]]
  private let hulls: [Box]
  private let heights: [Double]
  /// Line indices by their top edge, for finding neighbours.
  private let byTop: [Int]
  private let tallest: Double

  /// Lines of words, each from left to right; empty ones are left out.
  init(_ lines: [[Word]]) {
    let lines = lines.filter { !$0.isEmpty }
    let hulls = lines.map { Box.hull($0.map(\.box)) ?? Box(x1: 0, y1: 0, x2: 0, y2: 0) }
    self.lines = lines
    self.hulls = hulls
    heights = lines.map { median($0.map(\.box.height)) }
    byTop = lines.indices.sorted { (hulls[$0].y1, $0) < (hulls[$1].y1, $1) }
    tallest = hulls.map(\.height).max() ?? 0
  }

  /// The parts of all lines, in order.
  func cut() -> [[Word]] { lines.indices.flatMap(parts) }

  private func parts(of line: Int) -> [[Word]] {
    var parts: [[Word]] = [[]]
    var end = -Double.infinity
    var neighbours: [Int]?
    for word in lines[line] {
      let gap = word.box.x1 - end
      if end.isFinite, gap > Self.least * heights[line] {
        let around = neighbours ?? self.neighbours(of: line)
        neighbours = around
        if gap > Self.certain * heights[line]
          || isFree(from: end, to: word.box.x1, in: around)
        {
          parts.append([])
        }
      }
      parts[parts.count - 1].append(word)
      end = max(end, word.box.x2)
    }
    return parts
  }

  /// Whether some neighbour has words on both sides of the gap and none has words inside it.
  private func isFree(from left: Double, to right: Double, in neighbours: [Int]) -> Bool {
    // The middle half of the gap must be free: edges of columns are ragged.
    let inset = (right - left) / 4
    var isFlanked = false
    for neighbour in neighbours {
      let hull = hulls[neighbour]
      guard hull.x1 < right - inset, hull.x2 > left + inset else { continue }
      if lines[neighbour].contains(where: {
        $0.box.x1 < right - inset && $0.box.x2 > left + inset
      }) {
        return false
      }
      isFlanked = true
    }
    return isFlanked
  }

  /// Other lines that lie just above, just below or beside a line.
  private func neighbours(of line: Int) -> [Int] {
    let (hull, reach) = (hulls[line], Self.reach * heights[line])
    var low = 0
    var high = byTop.count
    while low < high {
      let middle = (low + high) / 2
      if hulls[byTop[middle]].y1 < hull.y1 - reach - tallest {
        low = middle + 1
      } else {
        high = middle
      }
    }
    var found: [Int] = []
    for index in byTop[low...] {
      if hulls[index].y1 > hull.y2 + reach { break }
      if index != line, hulls[index].y2 > hull.y1 - reach { found.append(index) }
    }
    return found
  }
}
