import Fusion
import GalleyTesting
import GateTraining
import Layout
import Testing

@Suite("Fitting a gate to pages")
struct GateFitTests {
  static let taxonomy = DividedPages.taxonomy

  static func examples(_ count: Int, seed: UInt64, size: GateSize) -> [GateExample] {
    var settings = FusionSettings()
    settings.variances.bias.languageModel = RoleTable(.none)
    return GateExamples(taxonomy: taxonomy, settings: settings, size: size)(
      DividedPages.pages(count, seed: seed).map {
        GatePage($0, words: [0: "Figure", 1: "lorem"])
      })
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
