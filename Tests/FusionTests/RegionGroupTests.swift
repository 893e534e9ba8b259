import Fusion
import GalleyTesting
import Layout
import Testing

@Suite("One region that stands for several")
struct RegionGroupTests {
  let whole = Box(x1: 100, y1: 100, x2: 500, y2: 310)
  let upper = Box(x1: 100, y1: 100, x2: 500, y2: 200)
  let lower = Box(x1: 100, y1: 210, x2: 500, y2: 310)

  func fuse(
    _ teacher: [RegionEstimate], _ text: [RegionEstimate], _ granularity: Granularity
  ) throws -> FusionResult {
    var settings = FusionSettings.trusting
    settings.variances.bias.languageModel = RoleTable(.none)
    settings.groups.granularity.languageModel = RoleTable(granularity)
    settings.groups.granularity.textRules = RoleTable(granularity)
    return try PageFusion(taxonomy: .doclaynet, settings: settings)
      .fuse(teacher: teacher, text: text, bounds: bounds)
  }

  var halves: [RegionEstimate] { [estimate(0, upper), estimate(1, lower)] }

  @Test(
    "merged by the text",
    arguments: [
      (Granularity.teacher, 2), (.finer, 2), (.text, 1), (.vote, 1),
    ] as [(Granularity, Int)])
  func merges(granularity: Granularity, count: Int) throws {
    let text = estimate(0, whole, score: 0.95, source: .languageModel)
    let result = try fuse(halves, [text], granularity)
    #expect(result.regions.count == count)
    #expect(result.statistics.merges == 1)
    for region in result.regions {
      #expect(region.flags.contains(RegionFlag.llmMerges.rawValue))
      let weights = region.contributions.map(\.boxWeights)
      for edge in 0..<4 { #expect(near(weights.reduce(0) { $0 + $1[edge] }, 1)) }
    }
    let boxes = result.regions.map(\.box)
    #expect(boxes == (count == 2 ? [upper, lower] : [whole]))
  }

  @Test(
    "split by the text",
    arguments: [
      (Granularity.teacher, 1), (.finer, 2), (.text, 2), (.vote, 2),
    ] as [(Granularity, Int)])
  func splits(granularity: Granularity, count: Int) throws {
    let text = [
      estimate(0, upper, score: 0.95, source: .languageModel),
      estimate(1, lower, score: 0.95, source: .languageModel),
    ]
    let result = try fuse([estimate(0, whole)], text, granularity)
    #expect(result.regions.map(\.box) == (count == 2 ? [upper, lower] : [whole]))
    #expect(result.statistics.splits == 1)
    #expect(result.regions.allSatisfy { $0.flags.contains(RegionFlag.llmSplits.rawValue) })
    #expect(result.regions.allSatisfy { $0.contributions.contains { $0.source == .teacher } })
  }

  @Test(
    "cut by the text rules where a caption is among the parts and surer than the whole",
    arguments: [
      (RegionRole.caption, 0.7, [true, true]), (.caption, 0.9, [false]), (.text, 0.7, [false]),
    ] as [(RegionRole, Double, [Bool])])
  func captions(role: RegionRole, whole teacherScore: Double, isPart: [Bool]) throws {
    let text = [
      estimate(0, upper, .text, score: 0.6, source: .textRules),
      estimate(1, lower, role, score: 0.8, source: .textRules),
    ]
    var settings = FusionSettings.trusting
    settings.variances.bias.textRules = RoleTable(.none)
    let result = try PageFusion(taxonomy: .doclaynet, settings: settings)
      .fuse(teacher: [estimate(0, whole, score: teacherScore)], text: text, bounds: bounds)
    #expect(result.regions.map { $0.box != whole } == isPart)
  }

  @Test func `a class lent by a covering region can flip the parts' class`() throws {
    let unsure = [
      estimate(0, upper, .text, certainty: 0.5), estimate(1, lower, .text, certainty: 0.5),
    ]
    let text = estimate(0, whole, .footnote, source: .languageModel)
    let result = try fuse(unsure, [text], .teacher)
    #expect(result.regions.map { Taxonomy.doclaynet.name(of: $0) } == ["Footnote", "Footnote"])
    #expect(result.regions[0].contributions[1].boxWeights == [0, 0, 0, 0])
  }

  @Test func `a good single match is no group, nor is a faint or nested box a member`() throws {
    let text = estimate(0, whole, source: .languageModel)
    let line = Box(x1: 100, y1: 100, x2: 500, y2: 130)
    let single = try fuse([estimate(0, whole), estimate(1, line)], [text], .text)
    #expect(single.statistics.merges == 0)
    let faint = try fuse([estimate(0, upper), estimate(1, lower, score: 0.1)], [text], .text)
    #expect(faint.statistics.merges == 0)
  }
}
