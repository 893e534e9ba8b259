import GalleyTesting
import Layout
import RegionProposals
import Testing

@Suite("A region that names most rows of a page")
struct SwallowTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var page: SmallPage
    var answer: (className: String, rows: String)
    /// What the teacher sees: class, box and score.
    var teacher: [(String, Box, Double)] = []
    /// How the reason begins; `nil` where the answer is used.
    var reason: String?
  }

  /// Lines of a paragraph that fills the page; the last one is short.
  private static let paragraph: SmallPage = {
    var page = SmallPage()
    for row in 0..<38 {
      page.line(
        "one word after the other up to the edge of this page, all", y: 40 + 19 * Double(row))
    }
    page.line("and no more", y: 40 + 19 * 38)
    return page
  }()

  /// Three columns of twelve cells.
  private static let table: SmallPage = {
    var page = SmallPage()
    for row in 0..<12 {
      for column in 0..<3 {
        page.line("cell \(row)", x: 60 + 160 * Double(column), y: 60 + 40 * Double(row))
      }
    }
    return page
  }()

  /// Lines of a contents page whose page numbers are read with them.
  private static let contents: SmallPage = {
    var page = SmallPage()
    for row in 0..<14 {
      page.line(
        "\(row) A chapter with a title ........................... \(7 * row)",
        y: 60 + 40 * Double(row))
    }
    return page
  }()

  private static let tableBox = Box(x1: 55, y1: 55, x2: 440, y2: 520)
  private static let proseBox = Box(x1: 55, y1: 35, x2: 450, y2: 510)
  private static func part(_ index: Int) -> Box {
    Box(x: 60, y: 60 + 120 * Double(index), width: 300, height: 100)
  }

  static let cases: [Case] = [
    Case(testDescription: "one long paragraph", page: paragraph, answer: ("Text", "0-38")),
    Case(
      testDescription: "a footnote that fills the page", page: paragraph,
      answer: ("Footnote", "0-38")),
    Case(
      testDescription: "a title of forty lines", page: paragraph, answer: ("Title", "0-38"),
      reason: "one Title names most rows"),
    Case(
      testDescription: "a page header of forty lines", page: paragraph,
      answer: ("Page-header", "0-38"), reason: "one Page-header names most rows"),
    Case(
      testDescription: "a paragraph as a table", page: paragraph, answer: ("Table", "0-38"),
      reason: "one Table names most rows, which are lines of running text"),
    Case(
      testDescription: "a paragraph as a picture", page: paragraph, answer: ("Picture", "0-30"),
      reason: "one Picture names most rows, which are lines of running text"),
    Case(testDescription: "a page that is one table", page: table, answer: ("Table", "0-35")),
    Case(
      testDescription: "a picture full of labels", page: table, answer: ("Picture", "0-35")),
    Case(
      testDescription: "a table as a paragraph", page: table, answer: ("Text", "0-35"),
      reason: "one Text names most rows, which are set as"),
    Case(
      testDescription: "five paragraphs as one", page: .prose("rain"), answer: ("Text", "0-19"),
      reason: "one Text names most rows, which are set as 5 parts"),
    Case(
      testDescription: "five paragraphs as one item", page: .prose("rain"),
      answer: ("List-item", "0-19"), reason: "one List-item names most rows, which are set as"),
    Case(
      testDescription: "an article as a table", page: .article, answer: ("Table", "0-10"),
      reason: "one Table names most rows, which are lines of running text"),
    Case(
      testDescription: "an article as a caption", page: .article, answer: ("Caption", "0-10"),
      reason: "one Caption names most rows, which are set as"),
    Case(
      testDescription: "a table of contents that the teacher sees too", page: contents,
      answer: ("Table", "0-13"), teacher: [("Table", Box(x1: 55, y1: 55, x2: 480, y2: 600), 0.8)]),
    Case(
      testDescription: "a table in which the teacher sees several others", page: table,
      answer: ("Table", "0-35"),
      teacher: [("Text", part(0), 0.9), ("Section-header", part(1), 0.6)],
      reason: "one Table names most rows, and the teacher sees 2 regions of other classes in it"),
    Case(
      testDescription: "one of them", page: table, answer: ("Table", "0-35"),
      teacher: [("Text", part(0), 0.9)]),
    Case(
      testDescription: "one place, seen as two classes", page: table, answer: ("Table", "0-35"),
      teacher: [("Text", part(0), 0.9), ("Section-header", part(0), 0.6)]),
    Case(
      testDescription: "several, of which it is not sure", page: table, answer: ("Table", "0-35"),
      teacher: [("Text", part(0), 0.4), ("Section-header", part(1), 0.45)]),
    Case(
      testDescription: "several, in a table that it sees as well", page: table,
      answer: ("Table", "0-35"),
      teacher: [
        ("Table", tableBox, 0.7), ("Text", part(0), 0.9), ("Section-header", part(1), 0.6),
      ]),
    Case(
      testDescription: "several, in a picture that it sees as a table", page: table,
      answer: ("Picture", "0-35"),
      teacher: [
        ("Table", tableBox, 0.7), ("Text", part(0), 0.9), ("Section-header", part(1), 0.6),
      ],
      reason: "one Picture names most rows, and the teacher sees 2 regions of other classes in it"),
    Case(
      testDescription: "several, in a paragraph that it sees as well", page: paragraph,
      answer: ("Text", "0-38"),
      teacher: [
        ("Text", Box(x1: 55, y1: 35, x2: 395, y2: 780), 0.95), ("Page-header", part(0), 0.9),
        ("Section-header", part(1), 0.6),
      ],
      reason: "one Text names most rows, and the teacher sees 2 regions of other classes in it"),
    Case(
      testDescription: "a picture that it sees as a table, and a text in it", page: table,
      answer: ("Picture", "0-35"), teacher: [("Table", tableBox, 0.7), ("Text", part(0), 0.9)]),
    Case(
      testDescription: "a contents page that it sees as a table, and a text in it", page: contents,
      answer: ("Table", "0-13"),
      teacher: [
        ("Table", Box(x1: 55, y1: 55, x2: 480, y2: 600), 0.8), ("Text", part(0), 0.9),
      ], reason: "one Table names most rows, which are lines of running text"),
    Case(
      testDescription: "a formula that it sees as a table", page: table,
      answer: ("Formula", "0-35"),
      teacher: [("Table", tableBox, 0.9)], reason: "one Formula names most rows"),
    Case(
      testDescription: "paragraphs that the teacher sees as one, too", page: .prose("rain"),
      answer: ("Text", "0-19"), teacher: [("Text", proseBox, 0.9)]),
    Case(
      testDescription: "paragraphs that the teacher sees as one and one by one",
      page: .prose("rain"), answer: ("Text", "0-19"),
      teacher: [("Text", proseBox, 0.9), ("Text", part(0), 0.9)],
      reason: "one Text names most rows, which are set as 5 parts"),
    Case(
      testDescription: "a paragraph in which the teacher sees others", page: paragraph,
      answer: ("Text", "0-38"),
      teacher: [("Table", part(0), 0.9), ("Picture", part(2), 0.6)],
      reason: "one Text names most rows, and the teacher sees 2 regions of other classes in it"),
    Case(
      testDescription: "two thirds of seven rows are too few to tell",
      page: {
        var page = SmallPage()
        for row in 0..<7 { page.line("some words", y: 60 + 80 * Double(row)) }
        return page
      }(), answer: ("Text", "0-4")),
  ]

  @Test("Case by case", arguments: cases)
  func table(_ example: Case) async throws {
    let text = answer(region(1, example.answer.className, [example.answer.rows]))
    let proposal = try await ScriptedProposer([.completion(text)]).propose(
      example.page,
      teacher: example.teacher.enumerated().map { index, seen in
        try .teacher(index, seen.0, seen.1, score: seen.2)
      })
    #expect(proposal.isSuspect == (example.reason != nil), "\(proposal.notes)")
    let note = proposal.notes.first { $0.hasPrefix("suspect proposal: ") }
    #expect(
      note?.hasPrefix("suspect proposal: \(example.reason ?? "–")")
        == (example.reason.map { _ in true }))
    #expect(proposal.estimates.count == (example.reason == nil ? 1 : 0))
    // What is refused can still be looked at, and judged.
    #expect(proposal.withheld.count == (example.reason == nil ? 0 : 1))
  }
}

extension RegionEstimate {
  /// A region that a teacher sees.
  static func teacher(
    _ id: Int, _ className: String, _ box: Box, score: Double = 0.9
  ) throws -> RegionEstimate {
    let index = try #require(Taxonomy.doclaynet.classIndex(named: className))
    return RegionEstimate(
      id: id, box: box, variance: BoxVariance(uniform: 4),
      classProbabilities: Taxonomy.doclaynet.classes.indices.map { $0 == index ? 1 : 0 },
      score: score, source: .teacher, evidence: Evidence(wordIDs: [], model: "teacher"))
  }
}
