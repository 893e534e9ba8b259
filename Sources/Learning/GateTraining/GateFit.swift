import Fusion
import Tensors

/// Fits a gate to labelled pages, and tells how it does on documents that it has not seen.
public struct GateFit {
  /// How large the gate is.
  public var size: GateSize
  /// What it does to classes and scores.
  public var pools: Gate.PoolUse
  /// How it is trained.
  public var settings: GateTrainingSettings

  /// Makes a fit.
  public init(
    _ size: GateSize = .small, pools: Gate.PoolUse = .own,
    settings: GateTrainingSettings = GateTrainingSettings()
  ) {
    self.size = size
    self.pools = pools
    self.settings = settings
  }

  /// What came of it.
  public enum Outcome: Sendable {
    /// A gate of all pages, and how gates of other documents did on each.
    case trained(Gate, GateFitReport)
    /// Too few pages or pairs: fusion stays at inverse variance.
    case tooFew(TooFewPairs)
  }

  /// Fits a gate.
  ///
  /// - Parameters:
  ///   - examples: of `GateExamples` for the same size; the teacher was trained on none of their
  ///     pages.
  ///   - provenance: where they come from; counts are filled in.
  public func callAsFunction(
    _ examples: [GateExample], provenance: Gate.Provenance = Gate.Provenance()
  ) throws(TensorError) -> Outcome {
    let counts = TooFewPairs(
      pages: Set(examples.map(\.page)).count, pairs: examples.count,
      leastPages: settings.leastPages, leastPairs: settings.leastPairs)
    guard counts.areEnough else { return .tooFew(counts) }
    var provenance = provenance
    provenance.documents = Set(examples.map(\.document)).count
    provenance.pages = counts.pages
    provenance.pairs = counts.pairs
    var gate = Gate(size, pools: pools, seed: settings.seed, provenance: provenance)
    let trainer = GateTrainer(settings, pools: pools)
    let outcome = try trainer.train(gate.network, on: examples)
    let report = GateFitReport(
      try crossFitted(examples, trainer, start: gate.network), bestEpoch: outcome.bestEpoch,
      epochs: outcome.epochs)
    do {
      gate = try gate.with(outcome.network)
    } catch {
      throw TensorError.parameterMismatch(name: "gate", reason: error.description)
    }
    return .trained(gate, report)
  }

  /// Each document's examples with the network of the other folds' documents.
  private func crossFitted(
    _ examples: [GateExample], _ trainer: GateTrainer, start: GateNetwork
  ) throws(TensorError) -> [GateFitReport.Fold] {
    let documents = Set(examples.map(\.document)).sorted()
    let count = min(settings.folds, documents.count)
    guard count > 1 else { return [] }
    let fold = Dictionary(uniqueKeysWithValues: documents.enumerated().map { ($1, $0 % count) })
    var folds: [GateFitReport.Fold] = []
    for held in 0..<count {
      let (own, others) = (
        examples.filter { fold[$0.document] == held }, examples.filter { fold[$0.document] != held }
      )
      let network = try trainer.train(start, on: others).network
      folds.append(GateFitReport.Fold(own, fitting: others, network: network))
    }
    return folds
  }
}

/// How many pages and pairs there are, where more are needed.
public struct TooFewPairs: Hashable, Sendable, CustomStringConvertible {
  /// Pages that there are.
  public var pages: Int
  /// Pairs that there are.
  public var pairs: Int
  /// Pages that are needed.
  public var leastPages: Int
  /// Pairs that are needed.
  public var leastPairs: Int

  var areEnough: Bool { pages >= leastPages && pairs >= leastPairs }

  /// What is missing, and what stands instead.
  public var description: String {
    "no gate: \(pages) pages with \(pairs) pairs of a teacher's and a text source's region, where "
      + "\(leastPages) pages and \(leastPairs) pairs are needed: fusion stays at inverse variance; "
      + "label more pages"
  }
}
