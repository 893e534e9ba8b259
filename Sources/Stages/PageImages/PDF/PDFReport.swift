/// What pdfinfo tells of a PDF and, by `-box`, of its pages.
struct PDFReport {
  private(set) var pages: [PDFPageBox] = []
  private(set) var pageCount: Int?
  private(set) var isEncrypted = false
  /// Whether it holds an XFA form.
  private(set) var holdsXFA = false

  /// Reads lines such as `Page    1 size:  612 x 792 pts (letter)`, `Page    1 rot:   90` and
  /// `Page    1 MediaBox:     0.00     0.00   612.00   792.00`; others are passed over.
  init(_ text: String) {
    for line in text.split(separator: "\n") {
      let fields = line.split(separator: " ", omittingEmptySubsequences: true)
      guard fields.count > 1 else { continue }
      switch fields[0] {
      case "Pages:": pageCount = Int(fields[1])
      case "Encrypted:": isEncrypted = fields[1] != "no"
      case "Form:": holdsXFA = fields[1] == "XFA"
      case "Page" where fields.count >= 4: addPage(fields)
      default: continue
      }
    }
  }

  private mutating func addPage(_ fields: [Substring]) {
    // What is told of boxes comes after the sizes of all pages.
    guard let number = Int(fields[1]), number > 0 else { return }
    switch fields[2] {
    case "size:":
      guard fields.count >= 6, number == pages.count + 1, let width = Double(fields[3]),
        let height = Double(fields[5])
      else { return }
      pages.append(PDFPageBox(cropped: (width, height)))
    case "rot:":
      guard let degrees = Int(fields[3]), degrees % 90 == 0, number <= pages.count else { return }
      pages[number - 1].rotation = (degrees % 360 + 360) % 360
    case "MediaBox:":
      let edges = fields[3...].compactMap { Double($0) }
      guard edges.count == 4, number <= pages.count else { return }
      pages[number - 1].media = (edges[2] - edges[0], edges[3] - edges[1])
    default: return
    }
  }
}
