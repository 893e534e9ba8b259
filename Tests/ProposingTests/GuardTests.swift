import Foundation
import GalleyTesting
import Interchange
import LabelStore
import LanguageModel
import Layout
import Proposing
import RegionProposals
import Testing

@Suite("The guard against a model led astray, on labelled pages")
struct GuardTests {
  /// A page of twelve rows of three cells.
  private func pages(in folder: URL) async throws -> ProposalPages {
    let store = try LabelStore.open(project: folder.appending(path: "p"), create: true)
    try await store.adopt(.doclaynet)
    try await store.record(parameters: "{}", fingerprint: "f")
    let words = (0..<36).map { index in
      Word(
        id: index, text: "cell\(index)",
        box: Box(
          x: 20 + 120 * Double(index % 3), y: 20 + 30 * Double(index / 3), width: 40, height: 12),
        confidence: 90, block: index / 3, paragraph: index / 3, line: index / 3)
    }
    try await store.save(
      PageLabels(
        page: Page(
          file: "a.png", fileHash: "h", number: 1, width: 400, height: 500, dpi: 100),
        text: PageText(words: words, origin: .ocr, reason: "made"), teacher: [], proposals: [],
        fused: [], classNames: Taxonomy.doclaynet.classes.map(\.name), fingerprint: "f",
        textFingerprint: "t", teacherFingerprint: "t", parameters: "f"))
    return try await ProposalPages(store)
  }

  private func tally(
    _ className: String, rows: String, labelled: String, box: String
  ) async throws -> GuardTally? {
    try await Fixture.withTemporaryFolder { folder in
      let truth = folder.appending(path: "truth.json")
      try """
      {"images": [{"id": 1, "file_name": "a.png", "width": 400, "height": 500}],
       "categories": [{"id": 1, "name": "\(labelled)"}],
       "annotations": [{"id": 1, "image_id": 1, "category_id": 1, "bbox": \(box)}]}
      """.write(to: truth, atomically: true, encoding: .utf8)
      let answer = """
        {"regions":[{"k":1,"parent":null,"class":"\(className)","ids":["\(rows)"],"between":null,\
        "confidence":"high","why":""}],"page_type":"other"}
        """
      let server = try ScriptedServer([.completion(answer)])
      let proposer = try LanguageModelProposer(
        model: .served(ChatClient(endpoint: Endpoint(server.url), model: "m")),
        taxonomy: .doclaynet, languages: ["eng"], cacheFolder: nil)
      let job = try await ProposalJob(
        pages(in: folder), proposer: proposer, inFlight: 1,
        judge: GuardJudge(COCOTruth(contentsOf: truth), taxonomy: .doclaynet))
      return try await job.run { _ in }.guarded
    }
  }

  @Test("It is right to keep what matches the labels, and to refuse what does not")
  func judged() async throws {
    let whole = "[18, 18, 288, 346]"
    let kept = try #require(
      try await tally("Table", rows: "0-35", labelled: "Table", box: whole))
    #expect(kept.pages == 1 && kept.kept == 1 && kept.rightlyKept == 1 && kept.refused == 0)
    let wrong = try #require(
      try await tally("Table", rows: "0-35", labelled: "Text", box: "[18, 18, 40, 12]"))
    #expect(wrong.kept == 1 && wrong.rightlyKept == 0)
    let refused = try #require(
      try await tally("Text", rows: "0-35", labelled: "Title", box: "[18, 18, 40, 12]"))
    #expect(refused.refused == 1 && refused.rightlyRefused == 1 && refused.kept == 0)
    let tooMany = try #require(
      try await tally("Text", rows: "0-35", labelled: "Text", box: whole))
    #expect(tooMany.refused == 1 && tooMany.rightlyRefused == 0)
    let nothing = try #require(
      try await tally("Text", rows: "0-2", labelled: "Text", box: whole))
    #expect(nothing.refused == 0 && nothing.kept == 0 && nothing.pages == 1)
  }
}
