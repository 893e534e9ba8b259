import Fusion
import GalleyTesting
import GateTraining
import Layout
import Testing

@Suite("Fitting a gate to pages")
struct GateFitTests {
  static let taxonomy = Taxonomy.doclaynet

  /// Pages on which the language model is right about captions and wrong by far elsewhere.
  static func pages(_ count: Int, seed: UInt64) -> [GatePage] {
    var random = SeededGenerator(seed: seed)
    return (0..<count).map { number in
      var page = CalibrationPage(
        document: "document \(number / 3)", bounds: Box(x1: 0, y1: 0, x2: 1000, y2: 1400),
        truth: [], estimates: [])
      for row in 0..<6 {
        let isCaption = row % 2 == 0
        let role = isCaption ? RegionRole.caption : .text
        let index = taxonomy.classIndex(for: role) ?? 0
        let box = Box(
          x: 100, y: 100 + 200 * Double(row), width: 600, height: isCaption ? 40 : 150)
        page.truth.append(TrueRegion(box: box, classIndex: index))
        for source in [EstimateSource.teacher, .languageModel] {
          let isRight = isCaption == (source == .languageModel)
          page.estimates.append(
            estimate(
              row, box, isRight ? index : taxonomy.classIndex(for: isCaption ? .text : .caption),
              deviation: isRight ? 1 : 6, score: isRight ? 0.9 : 0.6, source, &random))
        }
      }
      return GatePage(page, words: [0: "Figure", 1: "lorem"])
    }
  }

  static func estimate(
    _ id: Int, _ box: Box, _ classIndex: Int?, deviation: Double, score: Double,
    _ source: EstimateSource, _ random: inout SeededGenerator
  ) -> RegionEstimate {
    var moved = box
    for edge in BoxCoordinate.allCases { moved[edge] += random.normal(deviation) }
    var probabilities = Array(repeating: 0.03, count: taxonomy.count)
    probabilities[classIndex ?? 0] = 1 - 0.03 * Double(taxonomy.count - 1)
    return RegionEstimate(
      id: id, box: moved, variance: BoxVariance(uniform: 16), classProbabilities: probabilities,
      score: score + random.normal(0.02), source: source,
      evidence: Evidence(wordIDs: [id % 2], model: "test", textQuality: 0.9, spatialQuality: 0.9))
  }

  static func examples(_ count: Int, seed: UInt64, size: GateSize) -> [GateExample] {
    var settings = FusionSettings()
    settings.variances.bias.languageModel = RoleTable(.none)
    return GateExamples(taxonomy: taxonomy, settings: settings, size: size)(
      pages(count, seed: seed))
  }

  @Test(arguments: [GateSize.small, .theory])
  func `is better on documents that it has not seen, and says by how much`(
    size: GateSize
  ) throws {
    var settings = GateTrainingSettings()
    settings.epochs = 60
    settings.folds = 3
    let examples = Self.examples(45, seed: 1, size: size)
    #expect(examples.count > 200)
    let outcome = try GateFit(size, settings: settings)(examples)
    guard case .trained(let gate, let report) = outcome else {
      Issue.record("no gate")
      return
    }
    #expect(report.isBetter == true)
    #expect(report.folds.count == 3)
    #expect(gate.provenance.documents == 15 && gate.provenance.pages == 45)
    #expect(gate.pools == .own)
    // Of classes too: the second head trusts the language model on captions.
    let fresh = Self.examples(6, seed: 2, size: size)
    let shifts = fresh.map { gate.network($0.input)[1] }
    let isCaption = fresh.map { $0.pools?.truth == Self.taxonomy.classIndex(for: .caption) }
    for (shift, isCaption) in zip(shifts, isCaption) { #expect(isCaption == (shift < 0)) }
    // The same seed gives the same gate.
    guard case .trained(let again, _) = try GateFit(size, settings: settings)(examples) else {
      return
    }
    #expect(again == gate)
  }

  @Test func `of 64 thousand parameters learns too`() throws {
    var settings = GateTrainingSettings()
    settings.epochs = 8
    let gate = Gate(.full, pools: .own)
    let outcome = try GateTrainer(settings, pools: .own).train(
      gate.network, on: Self.examples(45, seed: 3, size: .full))
    #expect(outcome.bestLoss < 0.8 * outcome.firstLoss)
    #expect(throws: Never.self) { try gate.with(outcome.network) }
  }

  @Test func `of few pages gives none, and says so`() throws {
    let outcome = try GateFit(.small)(Self.examples(29, seed: 1, size: .small))
    guard case .tooFew(let counts) = outcome else {
      Issue.record("a gate of 29 pages")
      return
    }
    #expect(counts.pages == 29)
    #expect(counts.description.contains("stays at inverse variance"))
    #expect(counts.description.contains("29 pages"))
  }
}
