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
