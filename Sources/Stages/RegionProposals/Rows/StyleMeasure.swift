import Layout

/// Measures how rows are set against the rows around them.
struct StyleMeasure {
  /// How far above and below a row others tell where its column's edges are, line heights.
  private static let reach = 20.0

  private let boxes: [Box]
  private let lineHeight: Double
  private let lines: [Box]
  /// Row indices by their top edge.
  private let byTop: [Int]

  /// - Parameters:
  ///   - boxes: the rows' boxes.
  ///   - lineHeight: the page's median, pixels.
  ///   - graphics: what is drawn on the page.
  init(_ boxes: [Box], lineHeight: Double, graphics: [PageGraphic]) {
    self.boxes = boxes
    self.lineHeight = max(1, lineHeight)
    lines = graphics.filter { $0.kind == .line }.map(\.box)
    byTop = boxes.indices.sorted { (boxes[$0].y1, $0) < (boxes[$1].y1, $1) }
  }

  /// Each row's style; `strokes` are the rows' stroke widths, pixels.
  func styles(strokes: [Double?]) -> [RowStyle] {
    let usualStroke = median(strokes.compactMap(\.self))
    let gaps = boxes.indices.map(gapAbove)
    let usualGap = median(gaps.compactMap { $0?.space })
    return boxes.indices.map { row in
      var style = RowStyle()
      if let stroke = strokes[row], usualStroke > 0 { style.weight = stroke / usualStroke }
      if let gap = gaps[row] {
        style.spaceAbove = max(0, gap.space - usualGap) / lineHeight
        style.hasLineAbove = lines.contains { line in
          line.y1 > gap.end - 0.3 * lineHeight && line.y2 < boxes[row].y1 + 0.3 * lineHeight
            && min(line.x2, boxes[row].x2) > max(line.x1, boxes[row].x1)
        }
      }
      place(row, &style)
      return style
    }
  }

  /// Free space up to the nearest row above in the same column, and where that row ends.
  private func gapAbove(_ row: Int) -> (space: Double, end: Double)? {
    let box = boxes[row]
    var end: Double?
    for other in byTop {
      let above = boxes[other]
      if above.y1 >= box.y1 { break }
      guard above.y2 <= box.y1 + 0.4 * box.height, min(above.x2, box.x2) > max(above.x1, box.x1)
      else { continue }
      end = max(end ?? above.y2, above.y2)
    }
    return end.map { (max(0, box.y1 - $0), $0) }
  }

  /// Indentation and alignment within the column.
  private func place(_ row: Int, _ style: inout RowStyle) {
    let box = boxes[row]
    let column = byTop.map { boxes[$0] }.filter {
      abs($0.centreY - box.centreY) < Self.reach * lineHeight
        && min($0.x2, box.x2) > max($0.x1, box.x1)
    }
    // Long rows show where a column's edges are: each counts as much as it is wide.
    let left = weightedMedian(column.map { ($0.x1, $0.width) })
    let right = weightedMedian(column.map { ($0.x2, $0.width) })
    let (leftGap, rightGap) = ((box.x1 - left) / lineHeight, (right - box.x2) / lineHeight)
    if leftGap > 1, rightGap > 1, abs(leftGap - rightGap) < 0.5 + 0.1 * (leftGap + rightGap) {
      style.alignment = .centred
    } else if leftGap > 4, abs(rightGap) < 0.7 {
      style.alignment = .right
    } else {
      style.indent = leftGap
    }
  }
}

/// The value below which half of the weight lies.
private func weightedMedian(_ values: [(value: Double, weight: Double)]) -> Double {
  let sorted = values.sorted { $0.value < $1.value }
  let half = sorted.reduce(0) { $0 + $1.weight } / 2
  var sum = 0.0
  for (value, weight) in sorted {
    sum += weight
    if sum >= half { return value }
  }
  return 0
}
