import Layout

/// Finds tables by their ruled lines: groups of lines with cells side by side between them.
struct RuledTables {
  private let page: PageRows

  init(_ page: PageRows) { self.page = page }

  /// The rows of each table, with the box that its lines span.
  func tables() -> [(rows: [TextRow], box: Box)] {
    page.graphics.filter { $0.kind == .rules }.compactMap { rules in
      let rows = page.rows.filter { $0.box.fractionInside(rules.box) > 0.7 && !isMarginal($0.box) }
      guard isTabular(rows), let hull = Box.hull(rows.map(\.box)) else { return nil }
      // Rules of a page's head and foot may have joined the group: no row is near those.
      let reach = hull.insetBy(-1.5 * page.medianLineHeight)
      var box = rules.box
      (box.y1, box.y2) = (max(box.y1, reach.y1), min(box.y2, reach.y2))
      return (rows, box.union(hull))
    }
  }

  private func isMarginal(_ box: Box) -> Bool {
    let margin = 0.07 * page.bounds.height
    return box.y2 < page.bounds.y1 + margin || box.y1 > page.bounds.y2 - margin
  }

  /// Cells stand side by side; a framed paragraph has one row below the other.
  private func isTabular(_ rows: [TextRow]) -> Bool {
    let beside = rows.count { row in
      rows.contains { other in
        other.id != row.id
          && min(other.box.y2, row.box.y2) - max(other.box.y1, row.box.y1) > 0.5 * row.box.height
      }
    }
    return rows.count >= 3 && Double(beside) >= 0.4 * Double(rows.count)
  }
}
