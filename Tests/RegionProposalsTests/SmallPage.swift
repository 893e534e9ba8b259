import Layout
import RegionProposals

/// A page of 600 x 800 pixels made of lines of text, 12 pixels high.
struct SmallPage {
  var words: [Word] = []
  var graphics: [PageGraphic] = []
  private var lines = 0

  /// Adds a line of words, each `6 · letters` wide, from a place on.
  mutating func line(
    _ text: String, x: Double = 60, y: Double, height: Double = 12, confidence: Double = 90
  ) {
    var left = x
    for word in text.split(separator: " ") {
      let width = 6 * Double(word.count)
      words.append(
        Word(
          id: words.count, text: String(word),
          box: Box(x: left, y: y, width: width, height: height), confidence: confidence,
          block: lines, paragraph: lines, line: lines))
      left += width + 5
    }
    lines += 1
  }

  var text: PageText {
    PageText(words: words, origin: .ocr, reason: "made", graphics: graphics)
  }
  var bounds: Box { Box(x1: 0, y1: 0, x2: 600, y2: 800) }
  var rows: PageRows { RowBuilder.rows(of: text, bounds: bounds) }

  /// The page as a model is asked about it.
  func asked(
    file: String? = nil, hash: String = "", number: Int = 1, teacher: [RegionEstimate] = []
  ) -> AskedPage {
    AskedPage(
      rows: rows, text: text, page: file.map { place($0, hash: hash, number: number) },
      teacher: teacher)
  }

  /// Where the page lies.
  func place(_ file: String, hash: String = "", number: Int = 1) -> Page {
    Page(file: file, fileHash: hash, number: number, width: 600, height: 800, dpi: 100)
  }

  /// A heading (row 0), two paragraphs (1-3, 4-6), a figure (g0) with its caption (7), and three
  /// items (8-10).
  static var article: SmallPage {
    var page = SmallPage()
    page.line("A Study of Rain", y: 40, height: 20)
    for row in 0..<3 {
      page.line("rain falls in drops of many sizes here", y: 90 + 16 * Double(row))
    }
    for row in 0..<3 {
      page.line("we count them over one year in the city", y: 160 + 16 * Double(row))
    }
    page.graphics = [PageGraphic(kind: .graphic, box: Box(x1: 60, y1: 230, x2: 330, y2: 400))]
    page.line("Figure 1: Drops by month", y: 410)
    for row in 0..<3 { page.line("- drops of one size", y: 460 + 16 * Double(row)) }
    return page
  }
}

/// The text of an answer with some regions.
func answer(_ regions: String...) -> String {
  #"{"regions":[\#(regions.joined(separator: ","))],"page_type":"article"}"#
}

/// One region of an answer.
func region(
  _ key: Int, _ className: String, _ ids: [String], parent: Int? = nil,
  confidence: String = "high", between: String = "null"
) -> String {
  let list = ids.map { "\"\($0)\"" }.joined(separator: ",")
  return """
    {"k":\(key),"parent":\(parent.map(String.init) ?? "null"),"class":"\(className)",\
    "ids":[\(list)],"between":\(between),"confidence":"\(confidence)","why":"because"}
    """
}
