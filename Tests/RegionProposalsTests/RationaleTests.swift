import Foundation
import GalleyTesting
import Layout
import Prompts
import RegionProposals
import Testing

@Suite("Asking without a rationale")
struct RationaleTests {
  private let brief = ProposalSettings(rationale: false)
  private let terse = region(1, "Text", ["1-3"]).replacing(#","why":"because""#, with: "")

  @Test("Prompt and schema speak of it nowhere, and are else the same", arguments: Taxonomy.builtIn)
  func prompt(_ taxonomy: Taxonomy) throws {
    let full = try RegionPrompt(taxonomy: taxonomy)
    let short = try RegionPrompt(taxonomy: taxonomy, rationale: false)
    #expect(full.system.contains("why is at most 12 words") && full.schema.contains(#""why""#))
    for text in [
      short.system, short.schema, short.boundedSchema(lastRow: 9, drawings: ["g0"]),
    ] {
      #expect(!text.contains("why") && !text.contains("{{"))
    }
    #expect(short.hash != full.hash)
    let lines = full.system.components(separatedBy: "\n")
    let shortLines = short.system.components(separatedBy: "\n")
    #expect(lines.count == shortLines.count)
    // One rule, and the answer of the example.
    #expect(zip(lines, shortLines).count { $0 != $1 } == 2)
    let item = try #require(
      (try JSONSerialization.jsonObject(with: Data(short.schema.utf8)) as? [String: Any])
        .flatMap { (($0["properties"] as? [String: Any])?["regions"] as? [String: Any])?["items"] }
        as? [String: Any])
    let keys = ["between", "class", "confidence", "ids", "k", "parent"]
    #expect((item["required"] as? [String])?.sorted() == keys)
    #expect((item["properties"] as? [String: Any])?.keys.sorted() == keys)
  }

  @Test("An example shows none either")
  func example() throws {
    let bounds = Box(x1: 0, y1: 0, x2: 600, y2: 800)
    let shown = #"{"regions":[{"k":1,"confidence":"high","why":""}]}"#
    for rationale in [true, false] {
      let prompt = try RegionPrompt(taxonomy: .doclaynet, rationale: rationale)
      let text = prompt.example(bounds: bounds, isPart: false, rows: "0|a", answer: shown)
      #expect(text.contains("why") == rationale && text.contains(#""confidence":"high""#))
    }
  }

  @Test("An answer without one is whole, and is another question's in the cache")
  func answers() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let scripted = try ScriptedProposer(
        [.completion(answer(terse))], cache: folder, settings: brief)
      let proposal = try await scripted.propose()
      #expect(proposal.classes() == ["Text"] && proposal.drops.isEmpty)
      #expect(proposal.estimates[0].evidence.reason == nil)
      let body = String(decoding: scripted.server.requests[0].body, as: UTF8.self)
      #expect(!body.contains("why"))
      let full = try ScriptedProposer([.completion(answer(terse))], cache: folder)
      _ = try await full.propose()
      #expect(full.server.requests.count == 1)
      #expect(full.proposer.version != scripted.proposer.version)
      #expect(full.proposer.typicalAnswer > scripted.proposer.typicalAnswer)
    }
  }
}
