import Layout

/// Whether rows that are to be a table or a picture are lines of text one under another instead.
///
/// Cells and labels stand beside others, or are short: of the 45 tables and pictures that fill a
/// page of PolEval 2025, none has more than 47 % of such lines.
struct LoneLines {
  /// Whether most of the rows are lines that stand alone and take half of the width or more.
  let areMost: Bool

  init(_ rows: [TextRow]) {
    let boxes = rows.map(\.box)
    let width = Box.hull(boxes)?.width ?? 0
    let lines = boxes.count { box in
      box.width >= 0.5 * width
        && !boxes.contains {
          abs($0.centreY - box.centreY) < 0.5 * box.height && ($0.x1 >= box.x2 || $0.x2 <= box.x1)
        }
    }
    areMost = 2 * lines > rows.count
  }
}
