import GalleyTesting
import Layout
import RegionProposals
import Testing

@Suite("Text rules")
struct TextRulesTests {
  /// A place on a page with a paragraph of eight lines in its middle, and what rules call it.
  struct Example: CustomTestStringConvertible {
    var testDescription: String
    var lines: [(text: String, y: Double)]
    var height = 12.0
    var expected: String
    var because: String
  }

  static let examples = [
    Example(
      testDescription: "a lone number at the foot", lines: [("17", 770)],
      expected: "Page-footer", because: "page number"),
    Example(
      testDescription: "a short line at the head", lines: [("Annals of Rain", 20)],
      expected: "Page-header", because: "head of the page"),
    Example(
      testDescription: "what opens with a caption's word", lines: [("Table 2: Drops by year", 200)],
      expected: "Caption", because: "starts with"),
    Example(
      testDescription: "a sentence about a figure",
      lines: [
        ("Figure 2 shows how the drops of a month are spread over the days", 200),
        ("and that most of them fall in the first week of it, as is known.", 216),
      ], expected: "Text", because: "no rule fired"),
    Example(
      testDescription: "a source note", lines: [("Source: own work", 200)], expected: "Text",
      because: "source note"),
    Example(
      testDescription: "signs between short words", lines: [("v = a t + b", 200)],
      expected: "Formula", because: "mathematical signs"),
    Example(
      testDescription: "a bullet", lines: [("• drops of one size", 200)], expected: "List-item",
      because: "opens with"),
    Example(
      testDescription: "a numbered heading", lines: [("2.1 How We Count", 200)],
      expected: "Section-header", because: "numbered"),
    Example(
      testDescription: "capitals on their own", lines: [("METHODS", 200)],
      expected: "Section-header", because: "capitals"),
    Example(
      testDescription: "tall letters near the top", lines: [("A Study of Rain", 90)], height: 24,
      expected: "Section-header", because: "or title"),
    Example(
      testDescription: "small print with a mark near the foot",
      lines: [("1) See the second volume of the annals", 680)], height: 9, expected: "Footnote",
      because: "opened by a mark"),
  ]

  private func regions(
    _ page: SmallPage, _ taxonomy: Taxonomy = .doclaynet
  ) throws -> [RegionEstimate] {
    try TextRulesProposer(taxonomy: taxonomy).propose(rows: page.rows)
  }

  private var paragraph: SmallPage {
    var page = SmallPage()
    for row in 0..<8 {
      page.line(
        "and rain that falls in drops of many sizes is counted here by all of us",
        y: 400 + 16 * Double(row))
    }
    return page
  }

  @Test("name", arguments: examples)
  func name(example: Example) throws {
    var page = paragraph
    for line in example.lines { page.line(line.text, y: line.y, height: example.height) }
    let found = try #require(
      regions(page).first { abs($0.box.y1 - example.lines[0].y) < 1 },
      "nothing starts at \(example.lines[0].y)")
    #expect(Taxonomy.doclaynet.classes[found.classIndex].name == example.expected)
    #expect(found.evidence.reason?.contains(example.because) == true, "\(found.evidence)")
    #expect(found.source == .textRules && (0...1).contains(found.score))
    #expect(near(found.classProbabilities.reduce(0, +), 1, 1e-9))
  }

  @Test("join items where lists are labelled whole")
  func lists() throws {
    var page = paragraph
    for row in 0..<3 { page.line("• drops of size \(row)", y: 200 + 20 * Double(row)) }
    let items = try regions(page).filter { $0.box.y1 < 300 }
    #expect(
      items.map { Taxonomy.doclaynet.classes[$0.classIndex].name } == [
        "List-item", "List-item", "List-item",
      ])
    let whole = try regions(page, .publaynet).filter { $0.box.y1 < 300 }
    #expect(whole.map { Taxonomy.publaynet.classes[$0.classIndex].name } == ["list"])
  }

  /// Cells side by side, in rows 20 pixels apart.
  private func cells(_ rows: Int, columns: Int, in page: inout SmallPage) {
    for row in 0..<rows {
      for column in 0..<columns {
        page.line("cell", x: 80 + 150 * Double(column), y: 200 + 20 * Double(row))
      }
    }
  }

  @Test("see a table between ruled lines, as large as these", arguments: [true, false])
  func ruled(isRuled: Bool) throws {
    var page = paragraph
    cells(3, columns: 3, in: &page)
    let rules = Box(x1: 70, y1: 190, x2: 520, y2: 262)
    if isRuled { page.graphics = [PageGraphic(kind: .rules, box: rules)] }
    let tables = try regions(page).filter {
      Taxonomy.doclaynet.classes[$0.classIndex].name == "Table"
    }
    if isRuled {
      #expect(tables.map(\.box) == [rules])
      #expect(tables.first?.evidence.reason == "table: 9 cells between ruled lines")
    } else {
      #expect(tables.allSatisfy { $0.box != rules })
    }
  }

  @Test("see no table in a framed paragraph, nor in rules without rows")
  func framed() throws {
    var page = paragraph
    page.graphics = [
      PageGraphic(kind: .rules, box: Box(x1: 50, y1: 390, x2: 560, y2: 540)),
      PageGraphic(kind: .rules, box: Box(x1: 50, y1: 100, x2: 560, y2: 150)),
    ]
    let names = try regions(page).map { Taxonomy.doclaynet.classes[$0.classIndex].name }
    #expect(names == ["Text"])
  }

  @Test("do not reach for rules far from the table's rows")
  func farRules() throws {
    var page = paragraph
    cells(3, columns: 3, in: &page)
    page.graphics = [PageGraphic(kind: .rules, box: Box(x1: 70, y1: 60, x2: 520, y2: 262))]
    let table = try #require(
      regions(page).first { Taxonomy.doclaynet.classes[$0.classIndex].name == "Table" })
    #expect(table.box.y1 > 170 && table.box.y1 < 200)
  }

  @Test("say nothing of an empty page")
  func empty() throws { #expect(try regions(SmallPage()).isEmpty) }
}
