import GalleyTesting
import Layout
import RegionProposals
import Testing

@Suite("A model that is led astray")
struct SuspectTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var answer: String
    var isSuspect: Bool
  }

  /// One region a row of the article, all of one class.
  private static func all(_ className: String, _ count: Int = 11) -> String {
    let regions = (0..<count).map { region($0 + 1, className, ["\($0)"]) }
    return #"{"regions":[\#(regions.joined(separator: ","))],"page_type":"other"}"#
  }

  static let cases = [
    Case(testDescription: "every row a title", answer: all("Title"), isSuspect: true),
    Case(testDescription: "every row a footnote", answer: all("Footnote"), isSuspect: true),
    Case(testDescription: "every row a text", answer: all("Text"), isSuspect: false),
    Case(testDescription: "every row an item", answer: all("List-item"), isSuspect: false),
    Case(
      testDescription: "one title and nothing else", answer: answer(region(1, "Title", ["0"])),
      isSuspect: false),
    Case(testDescription: "three pictures", answer: all("Picture", 3), isSuspect: false),
    Case(
      testDescription: "most rows in one region", answer: answer(region(1, "Text", ["0-9"])),
      isSuspect: true),
  ]

  @Test("Case by case", arguments: cases)
  func table(_ example: Case) async throws {
    let proposal = try await ScriptedProposer([.completion(example.answer)]).propose()
    #expect(proposal.isSuspect == example.isSuspect)
    #expect(proposal.estimates.isEmpty == example.isSuspect)
    #expect(proposal.notes.contains { $0.hasPrefix("suspect proposal") } == example.isSuspect)
  }

  /// A line of text over ten footnotes of two lines; heights in pixels.
  private static func notes(text: Double, small: Double) -> SmallPage {
    var page = SmallPage()
    for row in 0..<3 { page.line("some words of text", y: 40 + 24 * Double(row), height: text) }
    for row in 0..<20 {
      page.line("a note of some words", y: 150 + 24 * Double(row), height: small)
    }
    return page
  }

  private static let manyNotes: String = {
    let regions = (0..<10).map { region($0 + 2, "Footnote", ["\(3 + 2 * $0)-\(4 + 2 * $0)"]) }
    return #"{"regions":[\#(([region(1, "Text", ["0-2"])] + regions).joined(separator: ","))]}"#
  }()

  @Test("Many footnotes are nothing strange where they are set small, or the teacher sees them")
  func footnotes() async throws {
    func propose(_ page: SmallPage, seen: Int) async throws -> LanguageModelProposal {
      try await ScriptedProposer([.completion(Self.manyNotes)]).propose(
        page,
        teacher: try (0..<seen).map {
          try .teacher(
            $0, "Footnote", Box(x: 60, y: 150 + 48 * Double($0), width: 120, height: 40))
        })
    }
    #expect(try await propose(Self.notes(text: 16, small: 12), seen: 0).estimates.count == 11)
    #expect(try await propose(Self.notes(text: 14, small: 14), seen: 0).isSuspect)
    #expect(try await propose(Self.notes(text: 14, small: 14), seen: 8).estimates.count == 11)
  }

  @Test("One sample astray of three is left out; two spoil the page")
  func samples() async throws {
    let good = answer(region(1, "Title", ["0"]), region(2, "Text", ["1-3"]))
    for (bad, isSuspect) in [(1, false), (2, true)] {
      let script = (0..<3).map {
        ScriptedServer.Act.completion($0 < bad ? Self.all("Title") : good)
      }
      let scripted = try ScriptedProposer(script, settings: ProposalSettings(samples: 3))
      let proposal = try await scripted.propose()
      #expect(proposal.isSuspect == isSuspect)
      #expect(proposal.estimates.count == (isSuspect ? 0 : 2))
    }
  }
}
