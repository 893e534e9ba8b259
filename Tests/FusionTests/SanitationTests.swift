import Fusion
import GalleyTesting
import Layout
import Testing

@Suite("Unfit estimates")
struct SanitationTests {
  let fusion = PageFusion(taxonomy: .doclaynet)
  let good = estimate(1, Box(x1: 100, y1: 100, x2: 400, y2: 200))

  func fuse(_ bad: RegionEstimate) throws -> FusionResult {
    bad.source == .teacher
      ? try fusion.fuse(teacher: [good, bad], text: [], bounds: bounds)
      : try fusion.fuse(teacher: [good], text: [bad], bounds: bounds)
  }

  @Test(
    "with a variance that is no positive number stop the page and are named",
    arguments: [.nan, -1, 0, -.infinity] as [Double], BoxCoordinate.allCases)
  func variance(value: Double, coordinate: BoxCoordinate) {
    for source in [EstimateSource.teacher, .languageModel, .textRules] {
      var bad = estimate(5, Box(x1: 500, y1: 500, x2: 600, y2: 600), source: source)
      bad.variance[coordinate] = value
      let expected = FusionError.invalidVariance(
        region: EstimateReference(source: source, id: 5), coordinate: coordinate)
      #expect(throws: expected) { try fuse(bad) }
      #expect(expected.description.contains("region 5"))
    }
  }

  @Test(
    "with a bad box are left out, never repaired",
    arguments: [
      (Box(x1: 400, y1: 100, x2: 100, y2: 200), .invalidBox),
      (Box(x1: 100, y1: 200, x2: 400, y2: 200), .invalidBox),
      (Box(x1: .nan, y1: 100, x2: 400, y2: 200), .invalidBox),
      (Box(x1: 0, y1: 0, x2: .infinity, y2: 200), .invalidBox),
      (Box(x1: 960, y1: 100, x2: 1060, y2: 200), .offPage),
      (Box(x1: 2000, y1: 100, x2: 2060, y2: 200), .offPage),
    ] as [(Box, DropReason)])
  func box(box: Box, reason: DropReason) throws {
    for source in [EstimateSource.teacher, .textRules] {
      let result = try fuse(estimate(5, box, source: source))
      #expect(
        result.dropped == [
          DroppedEstimate(estimate: EstimateReference(source: source, id: 5), reason: reason)
        ])
      #expect(result.regions.count == 1)
    }
  }

  @Test func `at least half on the page are cut at its edge, and flagged beyond two pixels`() throws
  {
    let out = try fuse(estimate(5, Box(x1: 950, y1: 600, x2: 1040, y2: 700)))
    #expect(out.dropped.isEmpty)
    let cut = try #require(out.regions.first { $0.box.y1 == 600 })
    #expect(cut.box.x2 == 1000)
    #expect(cut.flags.contains("clipped"))
    let barely = try fuse(estimate(5, Box(x1: 900, y1: 600, x2: 1001.5, y2: 700)))
    let trimmed = try #require(barely.regions.first { $0.box.y1 == 600 })
    #expect(trimmed.box.x2 == 1000)
    #expect(trimmed.flags.isEmpty)
  }

  @Test(
    "with bad probabilities are left out",
    arguments: [
      Array(repeating: 0.2, count: 11), Array(repeating: 1.0 / 5, count: 5), [],
      [Double.nan] + Array(repeating: 0.1, count: 10),
      [-0.5, 1.5] + Array(repeating: 0, count: 9),
      [0.99] + Array(repeating: 0, count: 10),
    ] as [[Double]])
  func probabilities(values: [Double]) throws {
    var bad = estimate(5, Box(x1: 500, y1: 500, x2: 600, y2: 600))
    bad.classProbabilities = values
    #expect(try fuse(bad).dropped.map(\.reason) == [.invalidProbabilities])
  }

  @Test func `probabilities within a thousandth of 1 are taken`() throws {
    var slightlyOff = estimate(5, Box(x1: 500, y1: 500, x2: 600, y2: 600))
    slightlyOff.classProbabilities[0] += 0.0009
    #expect(try fuse(slightlyOff).dropped.isEmpty)
  }

  @Test(arguments: [Double.nan, -0.1, 1.1, .infinity])
  func `with a score that is no probability are left out`(score: Double) throws {
    let bad = estimate(5, Box(x1: 500, y1: 500, x2: 600, y2: 600), score: score)
    #expect(try fuse(bad).dropped.map(\.reason) == [.invalidScore])
  }

  @Test func `of a person, or in the wrong list, are left out`() throws {
    let human = estimate(5, Box(x1: 500, y1: 500, x2: 600, y2: 600), source: .human)
    let lost = estimate(6, Box(x1: 500, y1: 500, x2: 600, y2: 600))
    let result = try fusion.fuse(teacher: [human], text: [lost], bounds: bounds)
    #expect(result.dropped.map(\.reason) == [.wrongSource, .wrongSource])
    #expect(result.regions.isEmpty)
  }

  @Test func `random garbage never gives a number that is none`() throws {
    var random = SeededGenerator(seed: 9)
    let odd = [Double.nan, .infinity, -.infinity, 0, -5, 1e300, 700]
    func value(_ low: Double, _ high: Double) -> Double {
      random.chance(0.1)
        ? odd[Int.random(in: odd.indices, using: &random)] : random.uniform(low, high)
    }
    func garbage(_ id: Int, _ source: EstimateSource) -> RegionEstimate {
      var one = estimate(
        id,
        Box(x1: value(0, 500), y1: value(0, 700), x2: value(500, 1100), y2: value(700, 1500)),
        score: value(0, 1), source: source)
      if random.chance(0.1) { one.classProbabilities[3] = value(0, 1) }
      return one
    }
    var dropped = 0
    for _ in 0..<300 {
      let teacher = (0..<4).map { garbage($0, .teacher) }
      let text = (0..<4).map { garbage($0, $0 < 2 ? .languageModel : .textRules) }
      let result = try fusion.fuse(teacher: teacher, text: text, bounds: bounds)
      dropped += result.dropped.count
      for region in result.regions {
        #expect(region.box.isValid && region.box.clipped(to: bounds) == region.box)
        #expect((0...1).contains(region.score))
        #expect(near(region.classProbabilities.reduce(0, +), 1, 1e-3))
        #expect(BoxCoordinate.allCases.allSatisfy { region.variance[$0] > 0 })
      }
    }
    #expect(dropped > 100)
  }
}
