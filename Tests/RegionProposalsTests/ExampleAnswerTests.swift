import Foundation
import GalleyTesting
import Layout
import RegionProposals
import Testing

@Suite("The right answer about a labelled page")
struct ExampleAnswerTests {
  private struct Answer: Decodable {
    struct Region: Decodable, Equatable {
      struct Between: Decodable, Equatable {
        var above, below: String
        var left, right: String?
      }
      var k: Int
      var parent: Int?
      var `class`: String
      var ids: [String]
      var between: Between?
    }
    var regions: [Region]
  }

  /// The answer shown with a page, as text; and the boxes left out of it.
  private func answer(_ page: LabelledExample) async throws -> (text: String, leftOut: Int) {
    let scripted = try ScriptedProposer(
      [.completion(RegionProposalsTests.answer())], examples: ExampleSet(page, perPage: 1))
    let (examples, user) = try await scripted.shown(.prose("other"))
    let lines = user.components(separatedBy: "\n")
    let place = try #require(lines.firstIndex(of: "Its answer:"))
    return (lines[place + 1], try #require(examples.first).leftOut)
  }

  private func regions(_ page: LabelledExample) async throws -> [Answer.Region] {
    try JSONDecoder().decode(Answer.self, from: Data(await answer(page).text.utf8)).regions
  }

  @Test("Each box is told by the rows and drawings in it, in reading order")
  func rows() async throws {
    let regions = try await regions(SmallPage.labelledArticle)
    #expect(regions.map(\.k) == Array(1...8))
    #expect(
      regions.map { "\($0.class) \($0.ids.joined(separator: ","))" } == [
        "Title 0", "Text 1-3", "Text 4-6", "Picture g0", "Caption 7", "List-item 8",
        "List-item 9", "List-item 10",
      ])
    #expect(regions.allSatisfy { $0.parent == nil && $0.between == nil })
  }

  @Test("It passes the checks, and gives the boxes back")
  func passes() async throws {
    let page = SmallPage.labelledArticle
    let proposal = try await ScriptedProposer([.completion(try await answer(page).text)])
      .propose(.article)
    #expect(proposal.drops.isEmpty && proposal.estimates.count == page.regions.count)
    for region in page.regions {
      let twin = proposal.estimates.first { $0.box.intersectionOverUnion(region.box) > 0.7 }
      #expect(twin?.classIndex == region.classIndex)
    }
  }

  @Test("A row in two boxes goes to the one that holds most of it; a row in none to none")
  func shared() async throws {
    var page = SmallPage()
    for row in 0..<6 { page.line("aaaa bbbb cccc dddd eeee", y: 40 + 30 * Double(row)) }
    let boxes = page.rows.rows.map(\.box)
    // Row 1 reaches into a box of one of its words; row 5 is in no box.
    let narrow = Box(x1: 0, y1: boxes[1].y1, x2: boxes[1].x1 + 20, y2: boxes[2].y2)
    let regions = try await regions(
      page.labelled("a", [("Title", 0...0), ("Text", 1...4)], boxes: [("Caption", narrow)]))
    #expect(regions.map(\.class) == ["Title", "Text"])
    #expect(regions[1].ids == ["1-4"])
  }

  @Test("A box inside another names it as parent, whose rows hold its own")
  func nested() async throws {
    var page = SmallPage()
    for row in 0..<5 { page.line("one row of words", y: 40 + 30 * Double(row)) }
    let regions = try await regions(page.labelled("a", [("Table", 1...4), ("List-item", 2...3)]))
    #expect(regions.map(\.class) == ["Table", "List-item"])
    #expect(regions.map(\.ids) == [["1-4"], ["2-3"]])
    #expect(regions.map(\.parent) == [nil, 1])
  }

  @Test("A box without rows is the gap that fits it, or is left out and counted")
  func gaps() async throws {
    var page = SmallPage()
    page.line("a line of words above the picture here", y: 40)
    page.line("another line of words that follows it", y: 60)
    page.line("a line of words below the picture here", y: 300)
    let fitting = Box(x1: 62, y1: 80, x2: 280, y2: 290)
    let lost = Box(x1: 400, y1: 500, x2: 500, y2: 600)
    let (text, leftOut) = try await answer(
      page.labelled(
        "a", [("Text", 0...1), ("Text", 2...2)], boxes: [("Picture", fitting), ("Picture", lost)]))
    let regions = try JSONDecoder().decode(Answer.self, from: Data(text.utf8)).regions
    #expect(regions.map(\.class) == ["Text", "Picture", "Text"])
    #expect(regions[1].ids.isEmpty)
    #expect(regions[1].between == Answer.Region.Between(above: "1", below: "2"))
    #expect(leftOut == 1)
  }
}
