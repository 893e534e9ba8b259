import GalleyTesting
import LabelStore
import Labelling
import Layout
import Testing

@Suite("Corrections from another program")
struct CorrectionMatchingTests {
  private let key = PageKey(path: "a.png", number: 1)

  private func fused(_ id: Int, y: Double, decision: Decision = .accepted) -> FusedRegion {
    FusedRegion(
      id: id, box: Box(x: 10, y: y, width: 80, height: 20), variance: BoxVariance(uniform: 4),
      classProbabilities: [0.6, 0.1, 0.1, 0.1, 0.1], score: 0.8, contributions: [],
      decision: decision, reason: "test")
  }

  private func page(_ corrections: [Correction] = []) -> AuditedPage {
    let regions = [
      fused(0, y: 10), fused(1, y: 60, decision: .review), fused(2, y: 100, decision: .ignored),
    ]
    return AuditedPage(
      PageLabels(
        page: Page(file: "a.png", fileHash: "", number: 1, width: 100, height: 150, dpi: 75),
        text: PageText(words: [], origin: .none, reason: ""), teacher: [], proposals: [],
        fused: regions, classNames: [], fingerprint: "f", textFingerprint: "",
        teacherFingerprint: "",
        parameters: ""), corrections: corrections, taxonomy: .publaynet)
  }

  private func match(
    _ regions: [CorrectionMatching.Region], corrections: [Correction] = [], overwrite: Bool = false
  ) -> CorrectionMatching {
    CorrectionMatching(
      regions, on: page(corrections), of: key, taxonomy: .publaynet, overwrite: overwrite)
  }

  private func region(
    _ id: String, y: Double, className: String = "text", parent: String? = nil
  ) -> CorrectionMatching.Region {
    .init(
      id: id, box: Box(x: 10, y: y, width: 80, height: 20), className: className, parent: parent)
  }

  @Test func `accept what they name, draw what is new, and reject what they lack`() throws {
    let keys = page().regions.map(\.key)
    let matching = match([region("a", y: 12, className: "title"), region("b", y: 130, parent: "a")])
    #expect(matching.edits.count == 3)
    let accepted = try #require(matching.edits.first { $0.key == keys[0] })
    #expect(accepted.status == .accepted && accepted.className == "title")
    let drawn = try #require(matching.edits.first { RegionKey.isDrawn($0.key) })
    #expect(drawn.parent == .some(keys[0]))
    // What awaited review is rejected, and what was ignored needs no word.
    #expect(matching.edits.filter { $0.status == .rejected }.map(\.key) == [keys[1]])
  }

  @Test func `go by id before overlap`() throws {
    let keys = page().regions.map(\.key)
    let matching = match([region(keys[1], y: 10)])
    #expect(matching.edits.first { $0.key == keys[1] }?.box?.y1 == 10)
    #expect(matching.edits.first { $0.key == keys[0] }?.status == .rejected)
  }

  @Test func `leave earlier decisions of people alone unless they are to be replaced`() {
    let first = page().regions[0]
    let earlier = Correction(
      key: first.key, version: 1, status: .accepted, box: first.box, className: "list",
      parent: nil, order: 0, by: "anna", at: "now", origin: nil)
    let kept = match([region("a", y: 10)], corrections: [earlier])
    #expect(kept.kept == 1 && !kept.edits.contains { $0.key == first.key })
    let replaced = match([region("a", y: 10)], corrections: [earlier], overwrite: true)
    #expect(replaced.kept == 0)
    #expect(replaced.edits.first { $0.key == first.key }?.version == 1)
    var same = earlier
    same.className = "text"
    let equal = match([region("a", y: 10)], corrections: [same])
    #expect(equal.kept == 0 && !equal.edits.contains { $0.key == first.key })
  }
}
