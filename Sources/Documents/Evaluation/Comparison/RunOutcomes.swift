/// What became of all detections of one run.
package struct RunOutcomes {
  private let classes: [RankedOutcomes]

  /// Matches them.
  ///
  /// - Parameter units: what is drawn as a whole, a page or a document: a number for each image.
  package init(truth: [TruthBox], detections: [ScoredBox], classCount: Int, units: [Int]) {
    let truths = DetectionMetrics.byClass(truth, classCount, \.classIndex)
    let found = DetectionMetrics.byClass(detections, classCount, \.classIndex)
    classes = zip(truths, found).map {
      RankedOutcomes(BoxesByImage(truth: $0, detections: $1), units: units)
    }
  }

  /// Values of `ComparedFigure.all` on a choice of units; not a number where there is nothing to
  /// find.
  package func figures(_ weights: [Int], _ scratch: inout RankedOutcomes.Scratch) -> [Double] {
    var figures = [Double](repeating: .nan, count: 2)
    var (known, mean, loose) = (0.0, 0.0, 0.0)
    for outcomes in classes {
      let precision = outcomes.precision(weights, &scratch)
      figures.append(precision?.mean ?? .nan)
      figures.append(precision?.loose ?? .nan)
      guard let precision else { continue }
      known += 1
      mean += precision.mean
      loose += precision.loose
    }
    if known > 0 { (figures[0], figures[1]) = (mean / known, loose / known) }
    return figures
  }
}
