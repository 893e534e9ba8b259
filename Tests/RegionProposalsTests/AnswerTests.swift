import GalleyTesting
import Layout
import RegionProposals
import Testing

/// What becomes of one answer.
struct AnswerCase: Sendable, CustomTestStringConvertible {
  var testDescription: String
  var answer: String
  var classes: [String]
  var drops: [DropReason: Int] = [:]
}

@Suite("What a model's answer becomes")
struct AnswerTests {
  static let whole = answer(
    region(1, "Title", ["0"]), region(2, "Text", ["1-3"]), region(3, "Text", ["4-6"]))

  static let cases: [AnswerCase] = [
    AnswerCase(testDescription: "plain", answer: whole, classes: ["Title", "Text", "Text"]),
    AnswerCase(
      testDescription: "prose and a fence around it",
      answer: "Sure! The \"regions\" are:\n```json\n\(whole)\n```\nHope [this] {helps}.",
      classes: ["Title", "Text", "Text"]),
    AnswerCase(
      testDescription: "a bare array", answer: "[\(region(1, "Title", ["0"]))]",
      classes: ["Title"]),
    AnswerCase(
      testDescription: "class names spelled another way",
      answer: answer(region(1, "section_header", ["0"]), region(2, "text", ["1"])),
      classes: ["Section-header", "Text"]),
    AnswerCase(
      testDescription: "numbers as strings and strings as numbers",
      answer: answer(
        #"{"k":"1","parent":null,"class":"Title","ids":[0],"confidence":"low","why":""}"#),
      classes: ["Title"]),
    AnswerCase(
      testDescription: "cut off in the second region", answer: String(whole.prefix(200)),
      classes: ["Title"], drops: [.cutOff: 1]),
    AnswerCase(
      testDescription: "unknown class",
      answer: answer(region(1, "Title", ["0"]), region(2, "Poem", ["1-3"])),
      classes: ["Title"], drops: [.unknownClass: 1]),
    AnswerCase(
      testDescription: "unknown rows and ranges that leave the page",
      answer: answer(region(1, "Title", ["0", "99", "g7"]), region(2, "Text", ["4-40", "6-4"])),
      classes: ["Title"], drops: [.unknownID: 4, .noRows: 1]),
    AnswerCase(
      testDescription: "no rows",
      answer: answer(region(1, "Title", []), region(2, "Text", ["1"])),
      classes: ["Text"], drops: [.noRows: 1]),
    AnswerCase(
      testDescription: "a number twice",
      answer: answer(region(1, "Title", ["0"]), region(1, "Text", ["1"])),
      classes: ["Title"], drops: [.duplicateKey: 1]),
    AnswerCase(
      testDescription: "a row twice stays with the larger region",
      answer: answer(region(1, "Title", ["0-1"]), region(2, "Text", ["1-3"])),
      classes: ["Title", "Text"], drops: [.duplicateRow: 1]),
    AnswerCase(
      testDescription: "a region whose rows are all another's",
      answer: answer(region(1, "Text", ["1-3"]), region(2, "Caption", ["2"])),
      classes: ["Text"], drops: [.duplicateRow: 1]),
    AnswerCase(
      testDescription: "parents in a circle, and of themselves",
      answer: answer(
        region(1, "Title", ["0"], parent: 2), region(2, "Text", ["1-3"], parent: 1),
        region(3, "Text", ["4"], parent: 3)),
      classes: ["Title", "Text", "Text"], drops: [.parentCycle: 2, .parentNotAround: 1]),
    AnswerCase(
      testDescription: "a parent that does not exist",
      answer: answer(region(1, "Title", ["0"], parent: 9)),
      classes: ["Title"], drops: [.unknownParent: 1]),
    AnswerCase(
      testDescription: "wrong kinds of values",
      answer: answer(
        region(1, "Title", ["0"]), #"{"k":2,"class":["Text"],"ids":["1"],"confidence":"high"}"#,
        #"{"k":3,"class":"Text","ids":"1","confidence":"certain"}"#),
      classes: ["Title"], drops: [.malformed: 2]),
    AnswerCase(
      testDescription: "an area between rows",
      answer: answer(
        region(
          1, "Picture", [],
          between: #"{"above":"6","below":"7","left":null,"right":null}"#)),
      classes: ["Picture"]),
    AnswerCase(
      testDescription: "an area without room, and one between unknown rows",
      answer: answer(
        region(1, "Title", ["0"]),
        region(2, "Picture", [], between: #"{"above":"7","below":"6","left":null,"right":null}"#),
        region(3, "Picture", [], between: #"{"above":"6","below":"77","left":null,"right":null}"#)),
      classes: ["Title"], drops: [.emptyArea: 1, .unknownID: 1]),
    AnswerCase(
      testDescription: "groups are no regions",
      answer: answer(
        region(1, "figure+caption", ["g0", "7"]), region(2, "Picture", ["g0"], parent: 1),
        region(3, "Caption", ["7"], parent: 1), region(4, "column", [])),
      classes: ["Picture", "Caption"]),
    AnswerCase(
      testDescription: "no regions at all", answer: answer(), classes: []),
  ]

  @Test("Case by case", arguments: cases)
  func table(_ example: AnswerCase) async throws {
    let scripted = try ScriptedProposer([.completion(example.answer)])
    let proposal = try await scripted.propose()
    #expect(proposal.classes() == example.classes)
    #expect(proposal.drops == example.drops)
    #expect(proposal.calls == 1)
    let summary = example.drops.summary
    #expect(summary == nil || proposal.notes.contains { $0.contains(summary ?? "") })
    #expect(proposal.estimates.map(\.id) == Array(proposal.estimates.indices))
  }

  @Test("A hundred thousand regions are read as far as a page can hold them")
  func manyRegions() async throws {
    let many = (0..<100_000).map { #"{"k":\#($0),"class":"Text","ids":["1"],"confidence":"low"}"# }
    let text = #"{"regions":[\#(many.joined(separator: ","))]}"#
    let server = try ScriptedProposer([.completion(String(text.prefix(3_000_000)))])
    let proposal = try await server.propose()
    #expect(proposal.drops[.tooMany] == 1)
    #expect(proposal.classes() == ["Text"])
  }

  @Test("A model that names most of the page in one region is not believed")
  func suspect() async throws {
    let scripted = try ScriptedProposer([.completion(answer(region(1, "Title", ["0-10"])))])
    let proposal = try await scripted.propose()
    #expect(proposal.isSuspect)
    #expect(proposal.estimates.isEmpty)
    #expect(proposal.notes.contains { $0.hasPrefix("suspect proposal") })
  }

  @Test("Text over most of the page is dropped, a table is not")
  func tooLarge() async throws {
    var page = SmallPage()
    for row in 0..<12 {
      page.line(
        "one word after the other up to the edge of the page and all of that twice or so", x: 20,
        y: 20 + 62 * Double(row))
    }
    // Half of the rows, yet nearly all of the page.
    let ids = ["0", "2", "4", "6", "8", "11"]
    let text = try ScriptedProposer([
      .completion(answer(region(1, "Text", ids), region(2, "Text", ["1"])))
    ])
    let proposal = try await text.propose(page)
    #expect(proposal.drops == [.tooLarge: 1])
    let table = try ScriptedProposer([.completion(answer(region(1, "Table", ids)))])
    #expect(try await table.propose(page).classes() == ["Table"])
  }
}
