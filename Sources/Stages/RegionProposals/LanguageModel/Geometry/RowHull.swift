import Layout

/// The hull of a region's rows, without rows that it can hardly mean.
struct RowHull {
  let box: Box
  /// Items that the hull holds.
  let items: [ShownRows.Item]
  let isTrimmed: Bool

  /// Removes, one after another, rows of text without which the hull is more than 40 % smaller
  /// and that hold less than 5 % of the words; `nil` when there is no box.
  init?(_ named: [ShownRows.Item]) {
    var items = named
    let words = named.reduce(0) { $0 + $1.words.count }
    guard var box = Box.hull(items.map(\.box)) else { return nil }
    while items.count > 2 {
      let edges = Edges(items.map(\.box))
      var best: (index: Int, box: Box)?
      for (index, item) in items.enumerated() where item.isText {
        guard Double(item.words.count) < 0.05 * Double(words) else { continue }
        let rest = edges.hull(without: index)
        if rest.area < 0.6 * box.area, rest.area < best?.box.area ?? .infinity {
          best = (index, rest)
        }
      }
      guard let best else { break }
      items.remove(at: best.index)
      box = best.box
    }
    guard box.isValid else { return nil }
    self.box = box
    self.items = items
    isTrimmed = items.count < named.count
  }
}

/// The two outermost values of each edge of many boxes, so that the hull without any one of them
/// is known at once.
private struct Edges {
  private let boxes: [Box]
  private var outer: [(index: Int, first: Double, second: Double)] = []

  init(_ boxes: [Box]) {
    self.boxes = boxes
    for edge in BoxCoordinate.allCases {
      // Left and top edges are outermost when smallest, the others when largest.
      let sign: Double = edge == .x1 || edge == .y1 ? 1 : -1
      var entry = (index: 0, first: Double.infinity, second: Double.infinity)
      for (index, box) in boxes.enumerated() {
        let value = sign * box[edge]
        if value < entry.first {
          entry = (index, value, entry.first)
        } else if value < entry.second {
          entry.second = value
        }
      }
      outer.append(entry)
    }
  }

  func hull(without index: Int) -> Box {
    var box = Box(x1: 0, y1: 0, x2: 0, y2: 0)
    for (edge, entry) in zip(BoxCoordinate.allCases, outer) {
      let sign: Double = edge == .x1 || edge == .y1 ? 1 : -1
      box[edge] = sign * (entry.index == index ? entry.second : entry.first)
    }
    return box
  }
}
