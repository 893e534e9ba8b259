import Fusion

/// How gates did on documents that they were not trained on, beside simpler weights.
public struct GateFitReport: Hashable, Codable, Sendable {
  /// One part of the documents, judged by what the others gave.
  public struct Fold: Hashable, Codable, Sendable {
    /// Pages of the part that have pairs with truth.
    public var pages: Int
    /// Mean squared error of an edge under the gate, in the examples' unit squared.
    public var gate: Double
    /// The same under simpler weights.
    public var baselines: GateBaselines

    init(_ examples: [GateExample], fitting: [GateExample], network: GateNetwork) {
      pages = Set(examples.filter(\.hasTruth).map(\.page)).count
      baselines = GateBaselines(examples, fitting: fitting)
      gate = EdgeRisk.meanSquaredError(examples, under: network)
    }
  }

  /// Empty for a single document.
  public var folds: [Fold]
  /// The epoch of the gate of all pages, 0 where it stayed at inverse variance.
  public var bestEpoch: Int
  /// Epochs that were made.
  public var epochs: Int

  init(_ folds: [Fold], bestEpoch: Int, epochs: Int) {
    self.folds = folds
    self.bestEpoch = bestEpoch
    self.epochs = epochs
  }

  /// A figure over all folds, pages weighing the same; `nil` without folds.
  public func mean(of figure: (Fold) -> Double) -> Double? {
    let pages = folds.reduce(0) { $0 + $1.pages }
    guard pages > 0 else { return nil }
    return folds.reduce(0) { $0 + figure($1) * Double($1.pages) } / Double(pages)
  }

  /// Whether unseen documents' edges were better with a gate than by inverse variance and by the
  /// best constant weight; `nil` without folds.
  public var isBetter: Bool? {
    guard let gate = mean(of: \.gate), let base = mean(of: \.baselines.instanceVariance),
      let constant = mean(of: \.baselines.bestConstant.error)
    else { return nil }
    return gate < min(base, constant)
  }
}
