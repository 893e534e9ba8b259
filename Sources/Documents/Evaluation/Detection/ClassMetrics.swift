/// How well a class is detected.
public struct ClassMetrics: Sendable {
  /// The twelve figures of this class alone.
  public private(set) var figures = DetectionFigures()
  /// Precision at each of `COCOGrid.recalls`, for each overlap threshold; empty where there was
  /// nothing to find.
  public private(set) var curves: [[Double]] = []
  /// Labelled boxes that are to be found.
  public private(set) var labelled = 0
  /// Detections that count: at most `COCOGrid.limit` on an image.
  public private(set) var detected = 0

  /// Scores the boxes of one class.
  init(_ boxes: BoxesByImage) {
    let outcomes = ClassOutcomes(boxes)
    let order = outcomes.ranking
    detected = order.count
    labelled = outcomes.sized[0].wanted
    for (area, sized) in zip(AreaRange.allCases, outcomes.sized) where sized.wanted > 0 {
      let curves = Self.curves(sized, order: order)
      if area == .all { self.curves = curves }
      for figure in DetectionFigure.allCases where figure.area == area {
        if figure.isPrecision {
          let precisions = curves.map { $0.reduce(0, +) / Double($0.count) }
          figures[figure] = figure.threshold.map { precisions[$0] } ?? mean(precisions)
        } else {
          figures[figure] = Self.recall(sized, ranks: outcomes.ranks, limit: figure.limit)
        }
      }
    }
  }

  /// Mean over thresholds of the share that is found by the best `limit` detections of each image.
  private static func recall(_ sized: ClassOutcomes.Sized, ranks: [Int], limit: Int) -> Double? {
    var counts = [Int](repeating: 0, count: COCOGrid.thresholds.count)
    for (right, rank) in zip(sized.right, ranks) where right != 0 && rank < limit {
      for threshold in counts.indices where right & (1 << threshold) != 0 { counts[threshold] += 1 }
    }
    return mean(counts.map { Double($0) / Double(sized.wanted) })
  }

  /// For each threshold the precision at the recalls: at each, the best that any later point has.
  private static func curves(_ sized: ClassOutcomes.Sized, order: [Int]) -> [[Double]] {
    let right = order.map { sized.right[$0] }
    let ignored = order.map { sized.ignored[$0] }
    let needed = PrecisionCurve.needed(of: sized.wanted)
    var curve = PrecisionCurve()
    return COCOGrid.thresholds.indices.map { threshold in
      let bit: UInt16 = 1 << threshold
      curve.clear()
      var (found, counted) = (0, 0)
      for place in right.indices where ignored[place] & bit == 0 {
        counted += 1
        guard right[place] & bit != 0 else { continue }
        found += 1
        curve.add(found: found, counted: counted)
      }
      return curve.values(at: needed)
    }
  }
}
