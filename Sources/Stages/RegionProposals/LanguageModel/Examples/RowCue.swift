import Layout

/// What about a row leaves its class open until one knows how a set is labelled.
///
/// A row that opens with a number is an item of a list in one set and a paragraph in another; only
/// a labelled page that has such a row tells.
enum RowCue: String, CaseIterable, Sendable {
  case bullet
  case flushNumber = "flush number"
  case indentedNumber = "indented number"
  case caption
  case sourceNote = "source note"
  case numberedHeading = "numbered heading"
  case pageNumber = "page number"
  /// A line of a table of contents: it ends with dots and a number.
  case dottedLine = "dotted line"
  /// A short row beside others, as in a table or form.
  case cell
  /// A short bold row.
  case bold
  case centred, tall
  /// In the lowest third of the page.
  case smallPrint = "small print"
  /// At the top or foot of the page.
  case margin
  /// A row that runs over much of the page, without any of the above.
  case prose
  case drawing
  case ruledLines = "ruled lines"

  /// Its place among all.
  var index: Int { Self.places[self] ?? 0 }

  private static let places = Dictionary(
    uniqueKeysWithValues: allCases.enumerated().map { ($1, $0) })

  /// The cues of each item shown.
  static func cues(of shown: ShownRows, page: PageRows) -> [Set<RowCue>] {
    let rows = Dictionary(page.rows.map { ("\($0.id)", $0) }, uniquingKeysWith: { one, _ in one })
    let bounds = page.bounds
    let text = shown.items.filter(\.isText).map(\.box)
    let (top, foot) = (text.map(\.y1).min() ?? 0, text.map(\.y2).max() ?? 0)
    return shown.items.map { item in
      guard let row = rows[item.id], item.isText else {
        return [item.id.hasPrefix("r") ? .ruledLines : .drawing]
      }
      var cues = opening(row)
      let width = row.box.width / max(1, bounds.width)
      let height = max(1, row.box.height)
      let isBeside = text.contains {
        $0 != row.box && abs($0.centreY - row.box.centreY) < 0.5 * height
          && ($0.x1 >= row.box.x2 || $0.x2 <= row.box.x1)
      }
      if isBeside, width < 0.3 { cues.insert(.cell) }
      if row.style.isBold, width < 0.6 { cues.insert(.bold) }
      if row.style.alignment == .centred { cues.insert(.centred) }
      if row.relativeHeight >= 1.3 { cues.insert(.tall) }
      if row.relativeHeight < 0.9, row.box.centreY > bounds.y1 + 0.67 * bounds.height {
        cues.insert(.smallPrint)
      }
      let isEdge = row.box.y1 < top + 0.5 * height || row.box.y2 > foot - 0.5 * height
      if isEdge, row.box.y1 < 0.1 * bounds.y2 || row.box.y2 > 0.9 * bounds.y2 {
        cues.insert(.margin)
      }
      return cues.isEmpty && width >= 0.3 ? [.prose] : cues
    }
  }

  private static func opening(_ row: TextRow) -> Set<RowCue> {
    var cues: Set<RowCue> = []
    let text = row.text
    if row.style.mark != nil || LineStart.bullet(text) {
      cues.insert(.bullet)
    } else if LineStart.opensCaption(text) {
      cues.insert(.caption)
    } else if LineStart.opensSourceNote(text) {
      cues.insert(.sourceNote)
    } else if LineStart.isPageNumber(text) {
      cues.insert(.pageNumber)
    } else if LineStart.isNumberedHeading(text) {
      cues.insert(.numberedHeading)
    } else if LineStart.enumerated(text) {
      cues.insert(row.style.indent < 1 ? .flushNumber : .indentedNumber)
    }
    let isDotted = text.last?.isNumber == true && (text.contains("...") || text.contains(". . ."))
    if isDotted { cues.insert(.dottedLine) }
    return cues
  }
}
