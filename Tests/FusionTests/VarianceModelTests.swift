import Fusion
import GalleyTesting
import Layout
import Testing

@Suite("Variances")
struct VarianceModelTests {
  /// The teacher's weight on the left edge of a random matched pair.
  func teacherWeight(_ model: VarianceModel, _ random: inout SeededGenerator) throws -> Double {
    let box = Box(x1: 100, y1: 100, x2: 400, y2: 200)
    var teacher = estimate(
      0, box, score: random.uniform(0, 1), variance: BoxVariance(uniform: random.uniform(1, 100)))
    var text = estimate(
      0, box, variance: BoxVariance(uniform: random.uniform(1, 100)), source: .languageModel,
      textQuality: random.uniform(0.05, 1))
    text.evidence.spatialQuality = random.uniform(0.05, 1)
    teacher = model.applied(to: teacher, role: .text, bounds: bounds)
    text = model.applied(to: text, role: .text, bounds: bounds)
    return try InverseVarianceWeighting().weights(for: [teacher, text]).edges[0].weights[0]
  }

  @Test func `read literally, the text source can never win`() throws {
    var random = SeededGenerator(seed: 7)
    for _ in 0..<1000 {
      #expect(try teacherWeight(VarianceModel(mode: .literal), &random) >= 0.8)
    }
  }

  @Test func `scaled to px² or calibrated, it can`() throws {
    let inPixels = SourceTable<RoleTable<EdgeTable<VarianceMap>>>(
      teacher: RoleTable(EdgeTable(.scaled(60))), languageModel: RoleTable(EdgeTable(.scaled(4))),
      textRules: RoleTable(EdgeTable(.scaled(4))))
    for model in [
      VarianceModel(mode: .scaled, maps: inPixels), VarianceModel(mode: .calibrated),
    ] {
      var random = SeededGenerator(seed: 8)
      let weights = try (0..<1000).map { _ in try teacherWeight(model, &random) }
      #expect(weights.contains { $0 < 0.5 })
      #expect(weights.contains { $0 > 0.5 })
    }
  }

  @Test func `maps are looked up by source, role and edge`() {
    var model = VarianceModel()
    model.maps.textRules[.caption].y1 = .scaled(9)
    let box = Box(x1: 0, y1: 0, x2: 10, y2: 10)
    func mapped(_ source: EstimateSource, _ role: RegionRole) -> BoxVariance {
      model.applied(to: estimate(0, box, role, source: source), role: role, bounds: bounds).variance
    }
    #expect(near(mapped(.textRules, .caption).y1, 36, 1e-9))
    #expect(mapped(.textRules, .caption).x1 == 4)
    #expect(mapped(.textRules, .text) == BoxVariance(uniform: 4))
    #expect(mapped(.teacher, .caption) == BoxVariance(uniform: 4))
  }

  @Test func `maps work in thousandths of the longer side, at any resolution`() {
    var model = VarianceModel()
    model.maps.teacher = RoleTable(EdgeTable(.affine(factor: 0, offset: 3)))
    for scale in [1.0, 2.5] {
      let page = bounds.scaled(x: scale, y: scale)
      let variance = model.applied(
        to: estimate(0, Box(x1: 0, y1: 0, x2: 10, y2: 10)), role: .text, bounds: page
      ).variance
      // 1400 px on the longer side: 1.4 px each.
      #expect(near(variance.x1, 3 * 1.4 * 1.4 * scale * scale, 1e-9))
    }
  }

  @Test func `bias comes off in thousandths of the longer side and never leaves the page`() {
    var model = VarianceModel()
    model.bias.languageModel = RoleTable(EdgeBias(x1: 1, y1: 0.5, x2: -2, y2: 0))
    let corrected = model.applied(
      to: estimate(0, Box(x1: 1, y1: 100, x2: 200, y2: 300), source: .languageModel), role: .text,
      bounds: bounds)
    #expect(near(corrected.box.x1, 0))
    #expect(near(corrected.box.y1, 99.3, 1e-9))
    #expect(near(corrected.box.x2, 202.8, 1e-9))
    #expect(corrected.box.y2 == 300)
  }
}
