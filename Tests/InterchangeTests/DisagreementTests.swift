import Interchange
import Layout
import Testing

@Suite("Disagreement")
struct DisagreementTests {
  @Test(
    "of a region is its doubt",
    arguments: [
      (region(agreement: 0.75), 0.25), (region(agreement: 1), 0), (region(agreement: 0), 1),
      (region(decision: .review, agreement: 0.9), 1), (region(flags: ["conflict"]), 1),
      (region(flags: ["class_flip"]), 1), (region(flags: ["llm_merges"]), 0.25),
      (region(agreement: nil, sources: [.teacher]), 0.5),
      (region(decision: .review, agreement: nil, sources: [.textRules]), 1),
      (region(decision: .ignored), nil),
    ] as [(FusedRegion, Double?)])
  func doubt(region: FusedRegion, expected: Double?) { #expect(region.doubt == expected) }

  @Test(
    "of a page is the mean over its regions",
    arguments: [
      ([region(agreement: 0.75), region(1, agreement: 0.25)], 0.5),
      ([region(agreement: 0.75), region(1, decision: .ignored)], 0.25),
      ([region(1, decision: .review), region(agreement: 1)], 0.5),
    ] as [([FusedRegion], Double)])
  func ofPage(fused: [FusedRegion], expected: Double) {
    #expect(page(fused: fused).disagreement == expected)
  }

  @Test func `of a page without labels depends on whether anything was seen`() {
    #expect(page().disagreement == 0)
    #expect(page(teacher: [estimate()]).disagreement == 0.5)
    #expect(
      page(proposals: [estimate()], fused: [region(decision: .ignored)]).disagreement == 0.5)
  }

  @Test func `ranks pages`() {
    let pages = [
      page("agree", fused: [region(agreement: 0.9)]),
      page("review", fused: [region(decision: .review)]), page("blank"),
      page("alone", fused: [region(agreement: nil, sources: [.teacher])]),
    ]
    let ranked = pages.sorted { $0.disagreement > $1.disagreement }
    #expect(ranked.map(\.page.file) == ["review", "alone", "agree", "blank"])
  }
}
