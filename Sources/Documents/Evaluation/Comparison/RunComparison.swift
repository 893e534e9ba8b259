/// Arms against a baseline on the same pages, each of one run or of a run for each of the same seeds.
public struct RunComparison: Sendable {
  /// For each arm AP and AP50 over all classes, then of each class with labels.
  public let arms: [[FigureComparison]]

  /// Compares them.
  ///
  /// - Parameters:
  ///   - truth: labelled boxes; images are numbered from 0.
  ///   - baseline: predictions of each run.
  ///   - arms: predictions of each run, as many for each arm as for the baseline.
  ///   - documents: the document of each image.
  ///   - draws: how often pages, and documents, are drawn anew.
  ///   - seed: of the draws.
  ///   - margin: the difference that still counts as none, AP points.
  public init(
    truth: [TruthBox], baseline: [[ScoredBox]], arms: [[[ScoredBox]]], classCount: Int,
    documents: [String], draws: Int, seed: UInt64, margin: Double
  ) {
    func bootstrap(_ units: [Int]) -> (observed: [[Double]], drawn: PageBootstrap) {
      let runs = (baseline + arms.flatMap(\.self)).map {
        RunOutcomes(truth: truth, detections: $0, classCount: classCount, units: units)
      }
      let count = (units.max() ?? -1) + 1
      var scratch = RankedOutcomes.Scratch()
      let observed = runs.map {
        $0.figures([Int](repeating: 1, count: count), &scratch).map { 100 * $0 }
      }
      return (observed, PageBootstrap(runs, units: count, draws: draws, seed: seed))
    }
    let (observed, pages) = bootstrap(Array(documents.indices))
    let (_, groups) = bootstrap(Self.numbered(documents))
    let figures = ComparedFigure.all(classCount: classCount)
    let others = baseline.indices
    self.arms = Self.corrected(
      arms.indices.map { arm in
        let first = baseline.count * (arm + 1)
        let runs = first..<first + baseline.count
        return figures.indices.compactMap { figure -> FigureComparison? in
          let differences = zip(runs, others).map { observed[$0][figure] - observed[$1][figure] }
          guard let before = mean(others.map { observed[$0][figure] }), before.isFinite,
            let after = mean(runs.map { observed[$0][figure] })
          else { return nil }
          let test = try? PairedTTest(differences)
          return FigureComparison(
            figure: figures[figure], baseline: before, arm: after, differences: differences,
            byPage: pages.interval(figure, of: runs, from: others),
            byDocument: groups.interval(figure, of: runs, from: others), tTest: test,
            equivalence: test.map { EquivalenceTest($0, margin: margin) })
        }
      })
  }

  /// Numbers names from 0 in the order in which they come.
  private static func numbered(_ names: [String]) -> [Int] {
    var numbers: [String: Int] = [:]
    return names.map { name in
      let number = numbers[name] ?? numbers.count
      numbers[name] = number
      return number
    }
  }

  /// Corrects the p values of each figure for the number of arms.
  private static func corrected(_ arms: [[FigureComparison]]) -> [[FigureComparison]] {
    guard arms.count > 1 else { return arms }
    var arms = arms
    for line in arms[0].indices {
      for test in ComparisonTest.allCases {
        let values = arms.compactMap { $0[line].p(test) }
        guard values.count == arms.count else { continue }
        for (arm, value) in zip(arms.indices, HolmCorrection.adjusted(values)) {
          arms[arm][line].adjusted[test] = value
        }
      }
    }
    return arms
  }
}
