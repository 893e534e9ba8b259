import Layout

/// Puts boxes in the order in which a person reads them, by cutting the page recursively at white
/// gaps (XY-cut, Nagy and Seth 1984): first into bands, then each band into columns.
enum ReadingOrder {
  /// Indices of the boxes in reading order.
  static func indices(of boxes: [Box], lineHeight: Double) -> [Int] {
    cut(Array(boxes.indices), boxes, lineHeight: max(1, lineHeight), depth: 0)
  }

  private static func cut(
    _ items: [Int], _ boxes: [Box], lineHeight: Double, depth: Int
  ) -> [Int] {
    guard items.count > 1, depth < 40 else { return items }
    // A column gap must be wide; a band gap need only be free of ink.
    let columns = groups(
      items, from: { boxes[$0].x1 }, to: { boxes[$0].x2 }, gap: 1.0 * lineHeight)
    let bands = groups(
      items, from: { boxes[$0].y1 }, to: { boxes[$0].y2 }, gap: 0.0)
    let wideBands = groups(
      items, from: { boxes[$0].y1 }, to: { boxes[$0].y2 }, gap: 1.2 * lineHeight)
    let parts: [[Int]]
    if columns.count > 1, isColumnar(columns, boxes, lineHeight) {
      parts = columns
    } else if wideBands.count > 1 {
      parts = wideBands
    } else if columns.count > 1, bands.count == 1 {
      parts = columns
    } else if bands.count > 1 {
      parts = bands
    } else {
      return items.sorted {
        (boxes[$0].y1, boxes[$0].x1, $0) < (boxes[$1].y1, boxes[$1].x1, $1)
      }
    }
    return parts.flatMap { cut($0, boxes, lineHeight: lineHeight, depth: depth + 1) }
  }

  /// Columns of text are several rows high; the cells of a table's line are not.
  private static func isColumnar(
    _ columns: [[Int]], _ boxes: [Box], _ lineHeight: Double
  ) -> Bool {
    columns.allSatisfy { column in
      let hull = Box.hull(column.map { boxes[$0] })
      return column.count >= 3 && (hull?.width ?? 0) >= 8 * lineHeight
    }
  }

  /// Runs of items whose intervals meet or lie within `gap` of one another, in order.
  private static func groups(
    _ items: [Int], from: (Int) -> Double, to: (Int) -> Double, gap: Double
  ) -> [[Int]] {
    let sorted = items.sorted { (from($0), $0) < (from($1), $1) }
    var groups: [[Int]] = []
    var end = -Double.infinity
    for item in sorted {
      if groups.isEmpty || from(item) > end + gap {
        groups.append([item])
      } else {
        groups[groups.count - 1].append(item)
      }
      end = max(end, to(item))
    }
    return groups
  }
}
