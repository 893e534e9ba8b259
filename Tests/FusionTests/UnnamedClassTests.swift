import Fusion
import GalleyTesting
import Layout
import Testing

@Suite("A class that the teacher has no name for")
struct UnnamedClassTests {
  let whole = Box(x1: 100, y1: 100, x2: 500, y2: 310)
  let upper = Box(x1: 100, y1: 100, x2: 500, y2: 200)
  let lower = Box(x1: 100, y1: 210, x2: 500, y2: 310)

  /// What a detector without list items says of one: text, and nothing of list items.
  func teacher(_ box: Box) -> RegionEstimate {
    var seen = estimate(0, box)
    seen.classProbabilities = Taxonomy.doclaynet.classes.map { $0.role == .text ? 1 : 0 }
    return seen
  }

  func items(_ boxes: [Box], _ source: EstimateSource = .languageModel) -> [RegionEstimate] {
    boxes.enumerated().map { estimate($0.offset, $0.element, .listItem, source: source) }
  }

  func fuse(
    _ seen: [RegionEstimate], _ text: [RegionEstimate], isNamed: Bool, share: Double = 0.5
  ) throws -> [FusedRegion] {
    var settings = FusionSettings.trusting
    settings.classes.unnamedShare = share
    settings.variances.bias.languageModel = RoleTable(.none)
    settings.variances.bias.textRules = RoleTable(.none)
    let item = try #require(Taxonomy.doclaynet.classIndex(for: .listItem))
    return try PageFusion(
      taxonomy: .doclaynet, settings: settings,
      unnamed: SourceTable(teacher: isNamed ? [] : [item], languageModel: [], textRules: [])
    ).fuse(teacher: seen, text: text, bounds: bounds).regions
  }

  @Test(
    "is found by who knows it, unless the rules alone claim it",
    arguments: [
      (true, EstimateSource.languageModel, 0.5, "Text"),
      (false, .languageModel, 0.5, "List-item"),
      (false, .languageModel, 0, "Text"),
      (false, .textRules, 0.5, "Text"),
    ] as [(Bool, EstimateSource, Double, String)])
  func classOf(isNamed: Bool, source: EstimateSource, share: Double, expected: String) throws {
    let regions = try fuse(
      [teacher(upper)], items([upper], source), isNamed: isNamed, share: share)
    #expect(regions.map(Taxonomy.doclaynet.name(of:)) == [expected])
  }

  @Test("is a share of the likeliest class of its kind, beside a source that says nothing")
  func share() throws {
    var mute = estimate(0, upper, source: .languageModel)
    mute.classProbabilities = Array(repeating: 1.0 / 11, count: 11)
    let region = try #require(try fuse([teacher(upper)], [mute], isNamed: false, share: 0.25).first)
    let item = try #require(Taxonomy.doclaynet.classIndex(for: .listItem))
    #expect(near(region.classProbabilities[item], 0.2, 1e-4))
    #expect(near(region.classProbabilities[region.classIndex], 0.8, 1e-4))
  }

  @Test("is not given by drawn regions, nor where the teacher speaks alone")
  func otherKinds() throws {
    let item = try #require(Taxonomy.doclaynet.classIndex(for: .listItem))
    let table = estimate(0, upper, .table, certainty: 0.999)
    let mute = estimate(0, upper, .table, certainty: 0.999, source: .languageModel)
    let drawn = try #require(try fuse([table], [mute], isNamed: false).first)
    #expect(drawn.classProbabilities[item] < 1e-3)
    let alone = teacher(upper)
    #expect(
      try fuse([alone], [], isNamed: false).map(\.classProbabilities) == [alone.classProbabilities])
  }

  @Test(
    "is cut by who knows it",
    arguments: [EstimateSource.languageModel, .textRules], [true, false])
  func cut(source: EstimateSource, isNamed: Bool) throws {
    let regions = try fuse([teacher(whole)], items([upper, lower], source), isNamed: isNamed)
    #expect(regions.map(\.box) == (isNamed ? [whole] : [upper, lower]))
  }

  @Test("is not cut by regions that leave most of the teacher's out")
  func leftOut() throws {
    let tops = [100.0, 290].map { Box(x: 100, y: $0, width: 400, height: 20) }
    let regions = try fuse([teacher(whole)], items(tops), isNamed: false)
    #expect(regions.map(\.box) == [whole])
  }

  @Test("is joined by who knows it", arguments: [true, false])
  func joined(isNamed: Bool) throws {
    var parts = [teacher(upper), teacher(lower)]
    parts[1].id = 1
    let regions = try fuse(parts, items([whole]), isNamed: isNamed)
    #expect(regions.map(\.box) == (isNamed ? [upper, lower] : [whole]))
  }
}
