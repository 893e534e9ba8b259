import Evaluation
import GalleyTesting
import Layout
import Testing

@Suite("Disambiguation")
struct DisambiguationTests {
  private static let place = Box(x: 10, y: 10, width: 200, height: 40)
  private static let elsewhere = Box(x: 10, y: 400, width: 200, height: 40)

  /// A page on which the teacher sees a text, the text rules a list, and fusion takes a side.
  private func page(
    teacher: RegionRole = .text, text: RegionRole? = .list, fused: RegionRole = .list
  ) -> LabelledPage {
    func chances(_ role: RegionRole) -> [Double] {
      Taxonomy.publaynet.classes.map { $0.role == role ? 1 : 0 }
    }
    func estimate(_ role: RegionRole, _ source: EstimateSource) -> RegionEstimate {
      RegionEstimate(
        id: 3, box: Self.place, variance: BoxVariance(uniform: 1),
        classProbabilities: chances(role),
        score: 0.8, source: source, evidence: Evidence(model: "m"))
    }
    func part(_ source: EstimateSource) -> Contribution {
      Contribution(source: source, estimate: 3, boxWeights: [0.5, 0.5, 0.5, 0.5], classWeight: 0.5)
    }
    return LabelledPage(
      page: Page(file: "p.png", fileHash: "", number: 1, width: 300, height: 500, dpi: 150),
      textOrigin: .ocr, textReason: "", teacher: [estimate(teacher, .teacher)],
      proposals: text.map { [estimate($0, .textRules)] } ?? [],
      fused: [
        FusedRegion(
          id: 0, box: Self.place, variance: BoxVariance(uniform: 1),
          classProbabilities: chances(fused),
          score: 0.9, contributions: [part(.teacher)] + (text == nil ? [] : [part(.textRules)]),
          decision: .accepted, reason: "")
      ], notes: [])
  }

  private func label(_ role: RegionRole, _ box: Box = place) -> [TruthBox] {
    [TruthBox(image: 0, classIndex: Taxonomy.publaynet.classIndex(for: role) ?? 0, box: box)]
  }

  @Test(
    "Who was right is told by the label at the place",
    arguments: [
      (.text, place, .teacher, false), (.list, place, .text, true),
      (.title, place, .neither, false),
      (.list, elsewhere, .nothing, false),
    ] as [(RegionRole, Box, DisambiguationCase.Verdict, Bool)])
  func verdicts(
    role: RegionRole, box: Box, verdict: DisambiguationCase.Verdict, fusedIsRight: Bool
  ) {
    let (cases, shared) = DisambiguationCase.cases(on: page(), truth: label(role, box))
    #expect(shared == 1)
    #expect(cases.map(\.verdict) == [verdict] && cases.map(\.fusedIsRight) == [fusedIsRight])
  }

  @Test("Agreement is no case, nor is a region that one source sees alone")
  func noCase() {
    let agreed = DisambiguationCase.cases(on: page(text: .text, fused: .text), truth: nil)
    #expect(agreed.cases.isEmpty && agreed.shared == 1)
    let alone = DisambiguationCase.cases(on: page(text: nil), truth: nil)
    #expect(alone.cases.isEmpty && alone.shared == 0)
  }

  @Test("A report counts by confusion and scores the pages with a case apart from the others")
  func report() {
    var report = DisambiguationReport(classCount: Taxonomy.publaynet.count)
    report.add(page(), truth: label(.list))
    report.add(page(), truth: label(.text))
    report.add(page(teacher: .title, text: .list), truth: nil)
    report.add(page(text: .text, fused: .text), truth: label(.text))
    #expect(report.pages == 4 && report.shared == 4 && report.total.cases == 3)
    #expect(report.total.verdicts == [.text: 1, .teacher: 1] && report.total.fusedRight == 1)
    #expect(report.confusions.values.map(\.cases).sorted() == [1, 2])
    #expect(report.otherImages == [3])
    // Of text and list one each is labelled on the pages with a case; the teacher sees two texts.
    #expect(near(report.precision(of: .teacher, on: report.total.images)?[.AP50] ?? 0, 0.25))
    #expect(near(report.precision(of: .fused, on: report.otherImages)?[.AP] ?? 0, 1))
    #expect(report.precision(of: .fused, on: [2]) == nil)
  }
}
