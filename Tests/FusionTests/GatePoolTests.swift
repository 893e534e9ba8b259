import Foundation
import Fusion
import GalleyTesting
import Layout
import Testing

@Suite("A gate over classes and scores")
struct GatePoolTests {
  let box = Box(x1: 100, y1: 200, x2: 500, y2: 260)

  func fused(_ pools: Gate.PoolUse, shifts: [Double], linear: Bool = false) throws -> FusedRegion {
    let gate = Gate(.theory, pools: pools)
    var network = gate.network
    network.layers[0].biases = shifts
    var settings = FusionSettings.trusting
    settings.classes.rule = linear ? .linear : .logLinear
    let fusion = PageFusion(
      taxonomy: .doclaynet, settings: settings, gate: try gate.with(network))
    let result = try fusion.fuse(
      teacher: [estimate(0, box, .title, score: 0.9)],
      text: [estimate(0, box, .text, score: 0.4, source: .languageModel)], bounds: bounds)
    return try #require(result.regions.first)
  }

  func probability(_ role: RegionRole, _ region: FusedRegion) throws -> Double {
    region.classProbabilities[try #require(Taxonomy.doclaynet.classIndex(for: role))]
  }

  @Test func `trust in the teacher's classes rises with the shift, and its score with it`() throws {
    let regions = try [-2.0, 0, 2].map { try fused(.own, shifts: [0, $0]) }
    let titles = try regions.map { try probability(.title, $0) }
    #expect(titles[0] < titles[1] && titles[1] < titles[2])
    #expect(regions[0].score < regions[1].score && regions[1].score < regions[2].score)
    #expect(Set(regions.map(\.box)).count == 1)
    #expect(Set(regions.map(\.gate)).count == 1)
    // The contributions tell what was done.
    #expect(
      regions[2].contributions[0].classWeight > regions[2].contributions[1].classWeight)
  }

  @Test func `the head of the box says nothing of classes, unless it is shared`() throws {
    let plain = try fused(.none, shifts: [0])
    #expect(
      try fused(.none, shifts: [2]).classProbabilities == plain.classProbabilities)
    #expect(
      try fused(.own, shifts: [2, 0]).classProbabilities == plain.classProbabilities)
    let (title, shared) = (
      try probability(.title, plain), try probability(.title, fused(.same, shifts: [2]))
    )
    #expect(shared > title)
  }

  @Test func `the paper's way multiplies both vectors by the box's weight`() throws {
    let region = try fused(.weight, shifts: [1], linear: true)
    let weight = try #require(region.gate)
    #expect(near(weight, 1 / (1 + exp(-1)), 1e-9))
    // 0.9 on its own class and 0.01 on each of ten others.
    #expect(near(try probability(.title, region), weight * 0.9 + (1 - weight) * 0.01, 1e-9))
    #expect(near(try probability(.text, region), weight * 0.01 + (1 - weight) * 0.9, 1e-9))
  }
}
