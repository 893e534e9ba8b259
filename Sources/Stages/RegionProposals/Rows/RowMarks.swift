import Layout

/// Gives the bullets and checkboxes of a page to the rows they stand before.
struct RowMarks {
  private let marks: [PageGraphic]

  init(_ graphics: [PageGraphic]) {
    marks = graphics.filter { $0.kind == .bullet || $0.kind == .checkbox }
  }

  /// The mark just before a row, or in place of its first character; `nil` where there is none.
  func mark(of box: Box) -> PageGraphic? {
    marks.filter { mark in
      mark.box.centreY > box.y1 && mark.box.centreY < box.y2
        && mark.box.centreX < box.x1 + box.height && mark.box.x2 > box.x1 - 4 * box.height
    }.max { $0.box.x1 < $1.box.x1 }
  }
}
