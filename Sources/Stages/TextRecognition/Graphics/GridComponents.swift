import Layout

/// Connected ink of a grid.
struct GridComponent {
  /// Squares of the box, half-open.
  var columns: Range<Int>
  var rows: Range<Int>
  /// Squares with ink.
  var ink: Int

  /// Extent in page-image pixels.
  var box: Box {
    let side = Double(InkGrid.side)
    return Box(
      x1: Double(columns.lowerBound), y1: Double(rows.lowerBound),
      x2: Double(columns.upperBound), y2: Double(rows.upperBound)
    ).scaled(x: side, y: side)
  }

  /// Share of the box's squares that have ink.
  var inkShare: Double { Double(ink) / Double(max(1, columns.count * rows.count)) }
}

extension InkGrid {
  /// Groups of squares with ink that are at most `gap` squares apart.
  func components(gap: Int) -> [GridComponent] { components(across: gap, down: gap) }

  /// Groups of squares with ink that are at most so many columns and rows apart.
  func components(across: Int, down: Int) -> [GridComponent] {
    var isSeen = [Bool](repeating: false, count: hasInk.count)
    var components: [GridComponent] = []
    var stack: [Int] = []
    for start in hasInk.indices where hasInk[start] && !isSeen[start] {
      isSeen[start] = true
      stack.append(start)
      let (row, column) = start.quotientAndRemainder(dividingBy: columns)
      var component = GridComponent(
        columns: column..<column + 1, rows: row..<row + 1, ink: 0)
      while let square = stack.popLast() {
        let (row, column) = square.quotientAndRemainder(dividingBy: columns)
        component.ink += 1
        component.columns =
          min(component.columns.lowerBound, column)..<max(component.columns.upperBound, column + 1)
        component.rows =
          min(component.rows.lowerBound, row)..<max(component.rows.upperBound, row + 1)
        for y in max(0, row - down)...min(rows - 1, row + down) {
          for x in max(0, column - across)...min(columns - 1, column + across) {
            let next = y * columns + x
            guard hasInk[next], !isSeen[next] else { continue }
            isSeen[next] = true
            stack.append(next)
          }
        }
      }
      components.append(component)
    }
    return components
  }
}
