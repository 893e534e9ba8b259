import Fusion
import GalleyTesting
import Layout
import Testing

@Suite("Classes fitted to labelled pages")
struct ClassFitTests {
  private static let taxonomy = Taxonomy.doclaynet

  /// Paragraphs that the teacher calls text and the language model list items; `isList` tells which
  /// are some.
  private func pages(
    documents: Int, seed: UInt64, isList: (_ document: Int, inout SeededGenerator) -> Bool
  ) -> [CalibrationPage] {
    var random = SeededGenerator(seed: seed)
    return (0..<documents * 4).map { number in
      let document = number / 4
      var page = CalibrationPage(
        document: "\(document)", bounds: bounds, truth: [], estimates: [])
      for row in 0..<8 {
        let box = Box(x: 100, y: 50 + 150 * Double(row), width: 700, height: 80)
        let truth: RegionRole = isList(document, &random) ? .listItem : .text
        page.truth.append(
          TrueRegion(box: box, classIndex: Self.taxonomy.classIndex(for: truth) ?? 0))
        page.estimates.append(estimate(row, box, .text, score: 0.7))
        page.estimates.append(
          estimate(row, box, .listItem, score: 0.9, source: .languageModel))
      }
      return page
    }
  }

  private func calibration(_ pages: [CalibrationPage]) -> FusionCalibration {
    CalibrationFit(pages, taxonomy: Self.taxonomy)
      .calibration(truth: "", truthHash: "", taxonomy: "doclaynet")
  }

  /// Regions whose class is the true one.
  private func right(_ pages: [CalibrationPage], _ settings: FusionSettings) throws -> Double {
    let fusion = PageFusion(taxonomy: Self.taxonomy, settings: settings)
    var (right, all) = (0, 0)
    for page in pages {
      let regions = try fusion.fuse(
        teacher: page.estimates.filter { $0.source == .teacher },
        text: page.estimates.filter { $0.source == .languageModel }, bounds: page.bounds
      ).regions
      for truth in page.truth {
        all += 1
        right +=
          regions.contains {
            $0.box.intersectionOverUnion(truth.box) > 0.9 && $0.classIndex == truth.classIndex
          } ? 1 : 0
      }
    }
    return Double(right) / Double(all)
  }

  @Test(
    "are believed by who is right where they differ, in documents that were left out",
    arguments: [0.05, 0.95])
  func differing(listShare: Double) throws {
    let fitted = calibration(
      pages(documents: 12, seed: 1) { _, random in random.chance(listShare) })
    let classes = try #require(fitted.classes)
    #expect(classes.saved > 0.05)
    let held = pages(documents: 4, seed: 2) { _, random in random.chance(listShare) }
    #expect(try right(held, fitted.applied(to: FusionSettings())) > 0.9)
  }

  @Test func `are left open where each document has a way of its own`() throws {
    // Half of the documents call all of them list items, the others none.
    let pages = pages(documents: 12, seed: 3) { document, _ in document % 2 == 0 }
    let fusion = PageFusion(
      taxonomy: Self.taxonomy, settings: calibration(pages).applied(to: FusionSettings()))
    let regions = try fusion.fuse(
      teacher: pages[0].estimates.filter { $0.source == .teacher },
      text: pages[0].estimates.filter { $0.source == .languageModel }, bounds: bounds
    ).regions
    #expect(regions.count == 8)
    for region in regions {
      #expect(region.classProbabilities[region.classIndex] < 0.75)
    }
  }

  @Test func `of one document teach nothing`() {
    #expect(calibration(pages(documents: 1, seed: 4) { _, _ in false }).classes == nil)
  }
}
