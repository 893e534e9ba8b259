import Fusion
import Layout
import Testing

@Suite("Trust in a language model on a page")
struct PageTrustTests {
  let taxonomy = Taxonomy.doclaynet
  /// Six paragraphs with room between them.
  let boxes = (0..<6).map { Box(x: 100, y: 100 + 150 * Double($0), width: 700, height: 100) }
  var teacher: [RegionEstimate] {
    boxes.enumerated().map { estimate($0, $1, score: 0.8, certainty: 0.7) }
  }
  /// A paragraph over five others, as small models name it, sure of its class and site.
  let sprawl = estimate(
    0, Box(x: 100, y: 100, width: 700, height: 640), .title,
    variance: BoxVariance(uniform: 1), source: .languageModel)

  func fuse(_ text: [RegionEstimate]) throws -> [FusedRegion] {
    try PageFusion(taxonomy: taxonomy).fuse(teacher: teacher, text: text, bounds: bounds).regions
  }

  @Test func `is little where it finds nothing that the teacher is sure of`() throws {
    let alone = try fuse([])
    let fused = try fuse([sprawl])
    #expect(fused.count { $0.decision != .ignored } == 6)
    for (region, before) in zip(fused, alone) {
      #expect(region.box == before.box)
      #expect(taxonomy.name(of: region) == "Text")
      #expect(abs(region.score - before.score) < 0.01)
    }
  }

  @Test func `is none in what it alone saw, unless it finds the rest too`() throws {
    let lone = estimate(
      9, Box(x: 100, y: 1100, width: 300, height: 20), .caption, score: 0.95,
      source: .languageModel)
    let ignored = try #require(try fuse([sprawl, lone]).first { $0.box.y1 > 1050 })
    #expect(ignored.decision == .ignored && ignored.score < 0.05)
    #expect(ignored.reason.hasSuffix("it sees little else that the teacher is sure of"))
    let same = boxes.enumerated().map { estimate($0, $1, source: .languageModel) }
    let accepted = try #require(try fuse(same + [lone]).first { $0.box.y1 > 1050 })
    #expect(accepted.decision == .accepted)
  }

  @Test(
    "is too little to cut what the teacher sees, even as a class it does not know",
    arguments: [(found: 0, regions: 1), (found: 4, regions: 2)])
  func cut(found: Int, regions: Int) throws {
    let whole = Box(x: 100, y: 100, width: 700, height: 850)
    let others = (0..<4).map { Box(x: 100, y: 1000 + 100 * Double($0), width: 700, height: 60) }
    let titles = [100.0, 530].map { Box(x: 100, y: $0, width: 700, height: 420) }
    let fusion = PageFusion(
      taxonomy: taxonomy,
      unnamed: SourceTable(
        teacher: [try #require(taxonomy.classIndex(for: .title))], languageModel: [], textRules: [])
    )
    let result = try fusion.fuse(
      teacher: ([whole] + others).enumerated().map { estimate($0, $1, score: 0.9) },
      text: titles.enumerated().map { estimate($0, $1, .title, source: .languageModel) }
        + others.prefix(found).enumerated().map {
          estimate($0 + 2, $1, source: .languageModel)
        }, bounds: bounds)
    #expect(result.regions.count { $0.box.y2 < 960 } == regions)
  }

  @Test func `grows with agreement, and with it the weight of its boxes and classes`() throws {
    var (boxWeights, classWeights): ([Double], [Double]) = ([], [])
    for shared in 1...6 {
      let text = boxes.enumerated().map { index, box in
        estimate(
          index, index < shared ? box : box.translated(x: 0, y: 500 + 30 * Double(index)),
          source: .languageModel)
      }
      let first = try #require(try fuse(text).first { $0.box.y1 < 150 })
      let part = try #require(first.contributions.first { $0.source == .languageModel })
      boxWeights.append(part.boxWeights[0])
      classWeights.append(part.classWeight)
    }
    #expect(zip(boxWeights, boxWeights.dropFirst()).allSatisfy { $0 < $1 })
    // (2·6 + 2) / (6 + 6 + 4).
    #expect(abs((classWeights.last ?? 0) - 0.875) < 1e-9)
  }

  @Test func `is not asked for without a teacher, of text rules, or once calibrated`() throws {
    let alone = try PageFusion(taxonomy: taxonomy)
      .fuse(teacher: [], text: [sprawl], bounds: bounds).regions
    #expect(alone[0].contributions[0].classWeight == 1)
    var rules = sprawl
    rules.source = .textRules
    #expect(TrustSettings().isEarned.textRules == false)
    let lent = try fuse([rules]).flatMap(\.contributions).filter { $0.source == .textRules }
    #expect(!lent.isEmpty && lent.allSatisfy { $0.classWeight == 0.1 })
  }
}
