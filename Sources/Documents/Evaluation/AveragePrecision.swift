import Layout

/// Average precision of detections, as COCO defines it: means over the overlap thresholds .5, .55 …
/// .95 of the precision at 101 recalls, at most 100 detections of a class on an image.
///
/// Source: Lin et al., Microsoft COCO (2014), and the reference evaluation `pycocotools`.
public struct AveragePrecision: Sendable, Equatable {
  /// Overlap thresholds, and recalls at which precision is read; spaced as numpy's `linspace`.
  private static let thresholds = spaced(from: 0.5, to: 0.95, count: 10)
  private static let recalls = spaced(from: 0, to: 1, count: 101)

  /// For each class the average precision at each overlap threshold; `nil` for a class that nobody
  /// labelled.
  public let byClass: [[Double]?]

  /// Mean over classes and thresholds; `nil` without labelled boxes.
  public var mean: Double? { average(byClass.compactMap { $0.flatMap(average) }) }
  /// Mean over classes at the overlap .5.
  public var at50: Double? { average(byClass.compactMap { $0?.first }) }

  /// Scores detections; those on images of which no box is labelled count as wrong.
  public init(truth: [TruthBox], detections: [ScoredBox], classCount: Int) {
    let truths = Dictionary(grouping: truth, by: \.classIndex)
    let found = Dictionary(grouping: detections, by: \.classIndex)
    byClass = (0..<classCount).map {
      Self.precisions(truths[$0] ?? [], found[$0] ?? [])
    }
  }

  private static func precisions(_ truth: [TruthBox], _ detections: [ScoredBox]) -> [Double]? {
    let truths = Dictionary(grouping: truth, by: \.image)
    let found = Dictionary(grouping: detections, by: \.image)
    let images = Set(truths.keys).union(found.keys).sorted().map {
      ImageMatching(truth: truths[$0] ?? [], detections: found[$0] ?? [], thresholds: thresholds)
    }
    let wanted = images.reduce(0) { $0 + $1.truthCount }
    guard wanted > 0 else { return nil }
    let scores = images.flatMap(\.scores)
    let order = scores.indices.sorted { (-scores[$0], $0) < (-scores[$1], $1) }
    return thresholds.indices.map { threshold in
      let outcomes = images.flatMap { $0.outcomes[threshold] }
      return precision(order.map { outcomes[$0] }, wanted: wanted)
    }
  }

  /// Mean precision over the recalls, of outcomes from the best score on.
  private static func precision(_ outcomes: [ImageMatching.Outcome], wanted: Int) -> Double {
    var (right, wrong) = (0, 0)
    var curve: [(recall: Double, precision: Double)] = []
    for outcome in outcomes {
      switch outcome {
      case .right: right += 1
      case .wrong: wrong += 1
      case .uncounted: break
      }
      let precision = Double(right) / (Double(right + wrong) + Double.ulpOfOne)
      curve.append((Double(right) / Double(wanted), precision))
    }
    // Precision at a recall is the best that any later point has.
    for index in curve.indices.dropLast().reversed() {
      curve[index].precision = max(curve[index].precision, curve[index + 1].precision)
    }
    var sum = 0.0
    var place = 0
    for recall in recalls {
      while place < curve.count, curve[place].recall < recall { place += 1 }
      guard place < curve.count else { break }
      sum += curve[place].precision
    }
    return sum / Double(recalls.count)
  }
}

private func spaced(from first: Double, to last: Double, count: Int) -> [Double] {
  let step = (last - first) / Double(count - 1)
  return (0..<count).map { $0 == count - 1 ? last : Double($0) * step + first }
}

private func average(_ values: [Double]) -> Double? {
  values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
}
