import Layout

/// Where rows that are to be one paragraph are set as if something else began.
///
/// Of 158 pages of PolEval 2025 with several regions, all of whose rows were taken for one
/// paragraph, each had two seams or more; the eight paragraphs that do fill a page had none.
struct ParagraphSeams {
  /// Free space beyond that of the other rows, line heights.
  private static let gap = 0.8
  /// Height as a multiple of the row's above.
  private static let taller = 1.5
  /// Share of the width that the last line of a paragraph leaves free.
  private static let shortEnd = 0.25
  /// Widest that a bold row is before text that is not, as a share of the width.
  private static let shortBold = 0.6
  /// Space between words at which a line is cut into rows that still are one, line heights.
  private static let wordGap = 3.0
  /// Legibility from which a row's height can be trusted.
  private static let legible = 70.0

  /// Number of seams.
  let count: Int

  /// - Parameters:
  ///   - rows: in reading order.
  ///   - isList: whether they are to be a whole list, in which lines end anywhere.
  init(_ rows: [TextRow], lineHeight: Double, isList: Bool) {
    let line = max(1, lineHeight)
    let hull = Box.hull(rows.map(\.box)) ?? Box(x1: 0, y1: 0, x2: 0, y2: 0)
    let pairs = zip(rows, rows.dropFirst())
    let usual = max(0, median(pairs.map { $1.box.y1 - $0.box.y2 }.filter { $0 > -line }))
    count = pairs.count { above, below in
      let space = below.box.x1 - above.box.x2
      if below.box.centreY < above.box.y2 {
        let isOneLine = below.box.centreY > above.box.y1 && abs(space) < Self.wordGap * line
        return !isOneLine
      }
      return below.box.y1 - above.box.y2 > usual + Self.gap * line
        || below.relativeHeight >= Self.taller * above.relativeHeight
          && min(above.confidence, below.confidence) >= Self.legible
        || !isList && above.box.x2 < hull.x2 - Self.shortEnd * hull.width
        || below.style.isBold && !above.style.isBold
          && below.box.width < Self.shortBold * hull.width
    }
  }

  /// Whether so many seams are more than OCR makes by itself.
  static func areMany(_ seams: Int, rows: Int) -> Bool {
    seams >= 2 && Double(seams) >= 0.05 * Double(rows)
  }
}
