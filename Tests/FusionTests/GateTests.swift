import Foundation
import Fusion
import GalleyTesting
import Layout
import Testing

@Suite("A gate")
struct GateTests {
  func randomEstimate(
    _ random: inout SeededGenerator, _ source: EstimateSource
  ) -> RegionEstimate {
    func variance() -> Double {
      random.chance(0.05) ? .infinity : random.uniform(0.1, 90)
    }
    let box = Box(
      x: random.uniform(0, 900), y: random.uniform(0, 1300), width: random.uniform(3, 90),
      height: random.uniform(3, 90))
    var estimate = estimate(
      0, box, score: random.uniform(0, 1),
      variance: BoxVariance(x1: variance(), y1: variance(), x2: variance(), y2: variance()),
      certainty: random.uniform(0.2, 1), source: source, textQuality: random.uniform(0, 1))
    estimate.evidence.wordIDs = [1, 2]
    return estimate
  }

  @Test(arguments: GateSize.allCases, [false, true])
  func `untrained is inverse variance, bit for bit`(size: GateSize, isThree: Bool) throws {
    var random = SeededGenerator(seed: 31)
    let page = PageContext(bounds: bounds, words: [1: "Table", 2: "7"])
    var compared = 0
    for seed in 0..<1000 as Range<UInt64> {
      var estimates = [
        randomEstimate(&random, .teacher), randomEstimate(&random, .languageModel),
      ]
      if isThree { estimates.append(randomEstimate(&random, .textRules)) }
      let base = InverseVarianceWeighting(
        correlation: random.uniform(0, 0.6), sharesTextErrors: random.chance(0.5))
      guard let plain = try? base.weights(for: estimates) else { continue }
      let gate = Gate(size, pools: .own, seed: seed % 3)
      let gated = try GateWeighting(gate, base: base).prepared(for: page).weights(for: estimates)
      #expect(gated.edges == plain.edges)
      #expect(gated.gate.map { (0...1).contains($0) } == true)
      compared += 1
    }
    #expect(compared > 900)
  }

  @Test(arguments: [Gate.PoolUse.none, .same, .own])
  func `untrained leaves fused pages as they are`(pools: Gate.PoolUse) throws {
    var generator = SyntheticPages(seed: 5)
    for page in generator.pages(20) {
      let plain = try PageFusion(taxonomy: SyntheticPages.taxonomy, settings: .trusting)
        .fuse(teacher: page.teacher, text: page.text, bounds: SyntheticPages.bounds)
      var gated = try PageFusion(
        taxonomy: SyntheticPages.taxonomy, settings: .trusting, gate: Gate(.small, pools: pools)
      ).fuse(teacher: page.teacher, text: page.text, bounds: SyntheticPages.bounds)
      #expect(gated.regions.contains { $0.gate != nil })
      for index in gated.regions.indices { gated.regions[index].gate = nil }
      #expect(gated == plain)
    }
  }

  @Test(arguments: [(GateSize.theory, 4), (.small, 385), (.full, 64_401)])
  func `has so many parameters`(size: GateSize, count: Int) {
    let network = Gate(size).network
    #expect(network.parameterCount == count)
    #expect(network.parameters.count == count)
    #expect(network.inputCount == [.theory: 3, .small: 5, .full: 517][size])
  }

  @Test(arguments: GateSize.allCases)
  func `stays within 0 and 1 whatever it sees`(size: GateSize) {
    var random = SeededGenerator(seed: 32)
    var network = Gate(size).network
    network.parameters = network.parameters.map { _ in random.normal(1) }
    for _ in 0..<200 {
      let input = (0..<network.inputCount).map { _ in random.chance(0.5) ? 1e4 : -1e4 }
      let shift = network(input)[0]
      for share in [1e-300, 1e-9, 0.3, 0.6, 1 - 1e-12] {
        let weight = TeacherTilt.share(share, shiftedBy: shift)
        #expect(weight > 0 && weight < 1)
      }
    }
  }

  @Test func `moves the teacher against all text together, edge by edge`() throws {
    var gate = Gate(.theory)
    var network = gate.network
    network.parameters = [0, 0, 0, 1.5]
    gate = try gate.with(network)
    let box = Box(x1: 100, y1: 200, x2: 500, y2: 260)
    let blind = BoxVariance(x1: 4, y1: 16, x2: .infinity, y2: 4)
    let estimates = [
      estimate(0, box, variance: blind),
      estimate(0, box.translated(x: 4, y: 4), source: .languageModel),
      estimate(
        0, box.translated(x: 8, y: 0), variance: BoxVariance(uniform: 12), source: .textRules),
    ]
    let plain = try InverseVarianceWeighting().weights(for: estimates)
    let gated = try GateWeighting(gate).weights(for: estimates)
    for edge in [0, 1, 3] {
      let (before, after) = (plain.edges[edge].weights, gated.edges[edge].weights)
      let logit = { (weight: Double) in log(weight / (1 - weight)) }
      #expect(near(logit(after[0]), logit(before[0]) + 1.5, 1e-9))
      #expect(near(after.reduce(0, +), 1, 1e-12))
      #expect(near(after[1] / after[2], before[1] / before[2], 1e-9))
      let mean = zip(after, estimates).reduce(0.0) {
        $0 + $1.0 * $1.1.box[BoxCoordinate.allCases[edge]]
      }
      #expect(near(gated.edges[edge].mean, mean, 1e-9))
      // No weights are surer than inverse variance.
      #expect(gated.edges[edge].variance > plain.edges[edge].variance)
    }
    // Of an edge that the teacher does not know it gets no say.
    #expect(gated.edges[2] == plain.edges[2])
  }

  @Test func `one source alone is left alone`() throws {
    let single = [estimate(0, Box(x1: 1, y1: 1, x2: 9, y2: 9))]
    #expect(try GateWeighting(Gate(.small)).weights(for: single).gate == nil)
    #expect(GatePooling(GateWeighting(Gate(.small, pools: .own))).change(for: single) == nil)
  }

  @Test func `unknown variances get the fixed weight where the base is that`() throws {
    let box = Box(x1: 1, y1: 1, x2: 9, y2: 9)
    let blind = BoxVariance(uniform: .infinity)
    let pair = [
      estimate(0, box, variance: blind), estimate(0, box, variance: blind, source: .textRules),
    ]
    let weights = try GateWeighting(Gate(.small), base: FixedWeighting()).weights(for: pair)
    #expect(weights.edges.allSatisfy { $0.weights == [0.6, 0.4] })
  }
}
