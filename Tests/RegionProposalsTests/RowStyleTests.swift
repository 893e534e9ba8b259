import Layout
import RegionProposals
import Testing

@Suite("How rows are set")
struct RowStyleTests {
  /// Eight lines of prose, from (60, 100) on, then what a test adds.
  private func page() -> SmallPage {
    var page = SmallPage()
    for row in 0..<8 {
      page.line("rain falls in drops of many sizes on the city", y: 100 + 16 * Double(row))
    }
    for index in page.words.indices { page.words[index].strokeWidth = 2 }
    return page
  }

  /// The last row's words of style.
  private func shown(_ page: SmallPage) throws -> String {
    ShownStyle(try #require(page.rows.rows.last)).text
  }

  @Test("An ordinary row has nothing to show")
  func ordinary() {
    #expect(page().rows.rows.allSatisfy { ShownStyle($0).text.isEmpty })
  }

  @Test(
    "Indentation, alignment and space are told in line heights",
    arguments: [
      (60.0, 228.0, "rain falls", ""), (84, 228, "rain falls in drops of many sizes", "i2"),
      (155, 228, "rain falls in", "c"), (222, 228, "rain falls in the", "r"),
      (60, 264, "rain falls", "s3"),
    ])
  func place(x: Double, y: Double, text: String, style: String) throws {
    var page = page()
    page.line(text, x: x, y: y)
    #expect(try shown(page) == style)
  }

  @Test("Wide strokes are bold; small and unsure rows say so")
  func weight() throws {
    var page = page()
    page.line("bold words", y: 228, height: 9, confidence: 55)
    for index in page.words.indices.suffix(2) { page.words[index].strokeWidth = 3 }
    #expect(try shown(page).split(separator: " ").contains("b"))
    #expect(try shown(page).split(separator: " ").contains("q5"))
    #expect(try shown(page).hasPrefix("h0.8"))
  }

  @Test(
    "A line above and a mark before are told with the row, which then holds the mark",
    arguments: [
      (PageGraphic.Kind.line, Box(x: 60, y: 226, width: 90, height: 1), "_"),
      (.bullet, Box(x: 44, y: 231, width: 6, height: 6), "*"),
      (.checkbox, Box(x: 40, y: 229, width: 10, height: 10), "[]"),
    ])
  func drawn(kind: PageGraphic.Kind, box: Box, style: String) throws {
    var page = page()
    page.line("rain falls", y: 228)
    page.graphics = [PageGraphic(kind: kind, box: box)]
    #expect(try shown(page).split(separator: " ").contains(Substring(style)))
    let row = try #require(page.rows.rows.last)
    #expect(row.box.x1 == (kind == .line ? 60 : box.x1))
  }
}
