import Foundation
import LabelStore
import Layout

/// A project of made-up pages, to measure large ones.
struct LargeProject {
  let pages: Int
  let regions: Int

  private static let flags = [RegionFlag.conflict, .classFlip, .classDisagreement].map(\.rawValue)

  /// Writes it; a line now and then tells how far it is.
  func make(in folder: URL) async throws {
    let store = try LabelStore.open(project: folder, create: true)
    try await store.adopt(.doclaynet)
    try await store.record(parameters: "{}", fingerprint: "made-up")
    var generator = SplitMix64(seed: 1)
    for index in 0..<pages {
      if index % 10_000 == 0 {
        print("page \(index) of \(pages)")
        fflush(nil)
      }
      try await store.save(page(index, &generator))
    }
  }

  private func page(_ index: Int, _ generator: inout SplitMix64) -> PageLabels {
    let name = String(format: "scans/document-%05d.pdf", index / 10)
    let estimates = (0..<regions).map { estimate($0, &generator) }
    let fused = estimates.map { region($0, &generator) }
    return PageLabels(
      page: Page(
        file: name, fileHash: "c0ffee", number: index % 10 + 1, width: 1240, height: 1754, dpi: 150),
      text: PageText(words: [], origin: .none, reason: "made up"), teacher: estimates,
      proposals: [], fused: fused, classNames: Taxonomy.doclaynet.classes.map(\.name),
      fingerprint: "page-\(index)", textFingerprint: "text", teacherFingerprint: "teacher",
      parameters: "made-up")
  }

  private func estimate(_ id: Int, _ generator: inout SplitMix64) -> RegionEstimate {
    let count = Taxonomy.doclaynet.count
    var probabilities = [Double](repeating: 0.2 / Double(count - 1), count: count)
    probabilities[generator.index(below: count)] = 0.8
    let sum = probabilities.reduce(0, +)
    return RegionEstimate(
      id: id,
      box: Box(
        x: generator.uniform(0...600), y: generator.uniform(0...1600),
        width: generator.uniform(50...600), height: generator.uniform(20...140)),
      variance: BoxVariance(uniform: generator.uniform(1...100)),
      classProbabilities: probabilities.map { $0 / sum }, score: generator.unit(),
      source: .teacher, evidence: Evidence(model: "made-up"))
  }

  private func region(
    _ estimate: RegionEstimate, _ generator: inout SplitMix64
  ) -> FusedRegion {
    FusedRegion(
      id: estimate.id, box: estimate.box, variance: estimate.variance,
      classProbabilities: estimate.classProbabilities, score: estimate.score,
      contributions: [
        Contribution(
          source: .teacher, estimate: estimate.id, boxWeights: [1, 1, 1, 1], classWeight: 1)
      ], decision: generator.unit() < 0.03 ? .review : .accepted, reason: "made up",
      flags: generator.unit() < 0.1 ? [Self.flags[generator.index(below: 3)]] : [])
  }
}
