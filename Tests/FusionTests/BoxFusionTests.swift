import Fusion
import GalleyTesting
import Layout
import Testing

@Suite("Fusion of boxes")
struct BoxFusionTests {
  let box = Box(x1: 100, y1: 200, x2: 500, y2: 260)

  func fuse(_ a: RegionEstimate, _ b: RegionEstimate) throws -> FusedBox {
    try BoxFusion().fuse([a, b])
  }

  @Test func `weighs every edge by its own variances`() throws {
    let teacher = estimate(0, box, variance: BoxVariance(x1: 4, y1: 16, x2: 4, y2: 4))
    let text = estimate(
      0, box.translated(x: 2, y: 2), variance: BoxVariance(x1: 16, y1: 4, x2: 4, y2: .infinity),
      source: .languageModel)
    let fused = try fuse(teacher, text)
    #expect(near(fused.weights[0], [0.8, 0.2, 0.5, 1], 1e-12))
    #expect(near(fused.box.x1, 100.4))
    #expect(near(fused.box.y1, 201.6))
    #expect(near(fused.box.x2, 501))
    #expect(fused.box.y2 == 260)
    #expect(near(fused.variance.x1, 3.2))
    #expect(fused.conflicts.isEmpty)
  }

  @Test func `an edge on which the sources contradict each other is not averaged`() throws {
    let teacher = estimate(0, box)
    var other = box
    other.y2 = 320
    let text = estimate(
      0, other, variance: BoxVariance(uniform: 16), source: .languageModel)
    let fused = try fuse(teacher, text)
    #expect(fused.conflicts == [.y2])
    #expect(fused.box.y2 == 260)
    #expect(fused.weights.map { $0[3] } == [1, 0])
    let innovation = 60.0 * 60 / (4 + 16)
    #expect(near(fused.variance.y2, 4 * innovation / 10.83, 1e-9))
    #expect(near(fused.variance.x1, 3.2))
  }

  @Test func `mild disagreement widens the variance by the mean squared innovation`() throws {
    let text = estimate(0, box.translated(x: 6, y: 0), source: .languageModel)
    let fused = try fuse(estimate(0, box), text)
    // z² = 36/8 on two of four edges: mean 2.25.
    #expect(near(fused.variance.x1, 2 * 2.25))
    #expect(near(fused.variance.y1, 2 * 2.25))
    #expect(fused.box.x1 == 103)
  }

  @Test(arguments: [0.3, 0.6])
  func `correlated errors make the same gap more telling`(correlation: Double) {
    let pair = [ScalarEstimate(mean: 0, variance: 4), ScalarEstimate(mean: 6, variance: 4)]
    let blind = DisagreementGuard().innovation(pair)
    let knowing = DisagreementGuard(correlation: correlation).innovation(pair)
    #expect(near(blind, 4.5))
    #expect(near(knowing, 36 / (8 * (1 - correlation)), 1e-9))
  }

  @Test func `edges from different sources never make an inverted or flat box`() throws {
    // Left edge known to the text only, right edge to the teacher only: 300...202 without care.
    let teacher = estimate(
      0, Box(x1: 100, y1: 0, x2: 202, y2: 50), variance: BoxVariance(x1: 1e6, y1: 1, x2: 1, y2: 1))
    let text = estimate(
      0, Box(x1: 300, y1: 0, x2: 400, y2: 50), variance: BoxVariance(x1: 1, y1: 1, x2: 1e6, y2: 1),
      source: .languageModel)
    let fused = try BoxFusion(disagreement: nil).fuse([teacher, text])
    #expect(fused.box.isValid)
    #expect(fused.box.width >= 2)
    #expect(fused.weights[0][0] == fused.weights[0][2])
  }

  @Test func `the fused box lies between its parents, whatever they are`() throws {
    var random = SeededGenerator(seed: 6)
    func randomEstimate(_ source: EstimateSource) -> RegionEstimate {
      let x = random.uniform(0, 900)
      let y = random.uniform(0, 1300)
      return estimate(
        0, Box(x: x, y: y, width: random.uniform(3, 90), height: random.uniform(3, 90)),
        variance: BoxVariance(
          x1: random.uniform(0.1, 90), y1: random.uniform(0.1, 90), x2: random.uniform(0.1, 90),
          y2: random.uniform(0.1, 90)), source: source)
    }
    for _ in 0..<1000 {
      let parents = [
        randomEstimate(.teacher), randomEstimate(.languageModel), randomEstimate(.textRules),
      ]
      let fused = try BoxFusion().fuse(parents)
      #expect(fused.box.width >= 2 && fused.box.height >= 2)
      for coordinate in BoxCoordinate.allCases {
        let edges = parents.map { $0.box[coordinate] }
        let range = (edges.min() ?? 0) - 1e-9...(edges.max() ?? 0) + 1e-9
        #expect(range.contains(fused.box[coordinate]))
        let sum = fused.weights.reduce(0) { $0 + $1[coordinate.rawValue] }
        #expect(near(sum, 1, 1e-12))
      }
    }
  }

  @Test func `the fixed weight is the same everywhere and shared by the text sources`() throws {
    let fusion = BoxFusion(weighting: FixedWeighting(teacher: 0.6), disagreement: nil)
    let moved = box.translated(x: 10, y: 0)
    let fused = try fusion.fuse([
      estimate(0, box), estimate(0, moved, source: .languageModel),
      estimate(0, moved, source: .textRules),
    ])
    #expect(near(fused.box.x1, 104))
    #expect(near(fused.weights.map { $0[0] }, [0.6, 0.2, 0.2], 1e-12))
  }

  @Test func `isotropic weights use one variance a box`() throws {
    let teacher = estimate(0, box, variance: BoxVariance(x1: 1, y1: 1, x2: 7, y2: 7))
    let text = estimate(0, box, variance: BoxVariance(uniform: 4), source: .languageModel)
    let fused = try BoxFusion(weighting: InverseVarianceWeighting(isIsotropic: true))
      .fuse([teacher, text])
    #expect(fused.weights[0] == [0.5, 0.5, 0.5, 0.5])
  }

  @Test func `an edge that no source knows is an error that names it`() {
    let blind = BoxVariance(x1: 1, y1: .infinity, x2: 1, y2: 1)
    let pair = [
      estimate(7, box, variance: blind), estimate(0, box, variance: blind, source: .textRules),
    ]
    #expect(
      throws: FusionError.unknownEdge(
        region: EstimateReference(source: .teacher, id: 7), coordinate: .y1)
    ) { try BoxFusion().fuse(pair) }
  }
}
