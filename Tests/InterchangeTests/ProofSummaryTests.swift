import Interchange
import Layout
import Testing

@Suite("A proof's summary")
struct ProofSummaryTests {
  @Test func `counts pages and regions`() throws {
    var summary = ProofSummary(title: "test")
    #expect(summary.meanAgreement == nil)
    summary.add(
      page(
        fused: [
          region(0, agreement: 0.5), region(1, .init(x: 0, y: 0, width: 9, height: 9), .table),
          region(2, decision: .ignored, agreement: 0.1),
        ], textOrigin: .textLayer))
    summary.add(
      page(
        fused: [region(decision: .review, agreement: nil, sources: [.teacher])],
        textOrigin: .ocr))
    #expect(summary.pages == 2)
    #expect(summary.textOrigins == [.textLayer: 1, .ocr: 1])
    #expect(summary.regions.accepted == 2)
    #expect(summary.regions.review == 1)
    #expect(summary.regions.ignored == 1)
    #expect(summary.byClass[0]?.accepted == 1)
    #expect(summary.byClass[0]?.review == 1)
    #expect(summary.byClass[3]?.accepted == 1)
    #expect(summary.bySources[[.teacher, .textRules]]?.accepted == 2)
    #expect(summary.bySources[[.teacher]]?.review == 1)
    // Of the accepted ones: 0.5 and 0.75.
    #expect(summary.meanAgreement == 0.625)
  }

  @Test func `names the page that failed`() {
    #expect(ProofSummary.Failure(file: "a.pdf", page: 3, reason: "").place == "a.pdf#page=3")
    #expect(ProofSummary.Failure(file: "a.pdf", page: nil, reason: "").place == "a.pdf")
  }
}
