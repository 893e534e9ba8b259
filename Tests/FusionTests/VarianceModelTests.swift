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
    let inPixels = SourceTable<RoleTable<Double>>(
      teacher: RoleTable(60), languageModel: RoleTable(4), textRules: RoleTable(4))
    for model in [
      VarianceModel(mode: .scaled, scale: inPixels), VarianceModel(mode: .calibrated),
    ] {
      var random = SeededGenerator(seed: 8)
      let weights = try (0..<1000).map { _ in try teacherWeight(model, &random) }
      #expect(weights.contains { $0 < 0.5 })
      #expect(weights.contains { $0 > 0.5 })
    }
  }

  @Test func `the scale is a factor by source and role`() {
    var model = VarianceModel()
    model.scale.textRules[.caption] = 9
    let box = Box(x1: 0, y1: 0, x2: 10, y2: 10)
    func scaled(_ source: EstimateSource, _ role: RegionRole) -> BoxVariance {
      model.applied(to: estimate(0, box, role, source: source), role: role, bounds: bounds).variance
    }
    #expect(scaled(.textRules, .caption) == BoxVariance(uniform: 36))
    #expect(scaled(.textRules, .text) == BoxVariance(uniform: 4))
    #expect(scaled(.teacher, .caption) == BoxVariance(uniform: 4))
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
