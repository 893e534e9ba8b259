/// A figure of an arm against that of the baseline, in AP points (hundredths).
public struct FigureComparison: Sendable {
  /// What is compared.
  public let figure: ComparedFigure
  /// The baseline's, the mean over its runs.
  public let baseline: Double
  /// The arm's, the mean over its runs.
  public let arm: Double
  /// Arm less baseline, run by run.
  public let differences: [Double]
  /// How far the mean difference moves when pages are drawn anew.
  public let byPage: BootstrapInterval?
  /// How far it moves when whole documents are drawn anew.
  public let byDocument: BootstrapInterval?
  /// Whether the differences of the runs are 0 on average; `nil` of one run.
  public let tTest: PairedTTest?
  /// Whether they are within the margin of 0 on average; `nil` of one run.
  public let equivalence: EquivalenceTest?
  /// The p values, corrected for the number of arms; empty where there is one.
  public internal(set) var adjusted: [ComparisonTest: Double] = [:]

  /// Arm less baseline, the mean over the runs.
  public var difference: Double { arm - baseline }

  /// The chance of such data, were there no difference or, for `equivalence`, one as large as the
  /// margin.
  public func p(_ test: ComparisonTest) -> Double? {
    switch test {
    case .page: byPage?.p
    case .document: byDocument?.p
    case .seeds: tTest?.p
    case .equivalence: equivalence?.p
    }
  }
}

/// What a p value of a comparison comes from.
public enum ComparisonTest: String, Sendable, CaseIterable {
  /// The bootstrap by page.
  case page
  /// The bootstrap by document.
  case document
  /// The paired t test over runs.
  case seeds
  /// The two one-sided t tests over runs.
  case equivalence
}
