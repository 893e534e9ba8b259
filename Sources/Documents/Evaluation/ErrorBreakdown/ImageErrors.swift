/// What is wrong with the detections on one image, and which labels none of them finds.
struct ImageErrors {
  /// A detection that counts.
  struct Verdict {
    var score: Double
    var classIndex: Int
    /// What is wrong; `nil` where it is right.
    var error: ErrorKind?
    /// The class of the label that it would find if that were put right; `nil` where it would have
    /// to go.
    var findsClass: Int?
  }

  /// The detections that count, best scores first.
  private(set) var verdicts: [Verdict] = []
  /// Classes of the labels that are missed.
  private(set) var missed: [Int] = []

  private let labelled: [TruthBox]
  private let seen: [ScoredBox]
  /// The label that each detection has found; those that do not count are not in it.
  private var matches: [Int: Int?] = [:]

  /// Judges them.
  ///
  /// - Parameters:
  ///   - labelled: the labels.
  ///   - seen: the detections, best scores first.
  init(labelled: [TruthBox], seen: [ScoredBox]) {
    self.labelled = labelled
    self.seen = seen
    for classIndex in Set(seen.map(\.classIndex)) { match(classIndex) }
    judge()
  }

  /// Matches the boxes of one class as COCO does.
  private mutating func match(_ classIndex: Int) {
    let labels = labelled.indices.filter { labelled[$0].classIndex == classIndex }
    let detections = seen.indices.filter { seen[$0].classIndex == classIndex }
      .prefix(COCOGrid.limit)
    let wanted = labels.indices.filter { !labelled[labels[$0]].isCrowd }
    let crowds = labels.indices.filter { labelled[labels[$0]].isCrowd }
    var matcher = BoxMatcher()
    matcher.load(
      detections: detections.map { seen[$0] }[...], truth: labels.map { labelled[$0] }[...],
      floor: ErrorBreakdown.foreground)
    matcher.match(
      threshold: ErrorBreakdown.foreground, order: wanted + crowds, wanted: wanted.count)
    for (detection, match) in zip(detections, matcher.matches) {
      let label = match.map { labels[$0] }
      if let label, labelled[label].isCrowd { continue }
      matches[detection] = .some(label)
    }
  }

  private mutating func judge() {
    // The surest detection that would find a label is the one that may.
    var taken = Set(matches.values.compactMap(\.self))
    var missed = Set(labelled.indices.filter { !labelled[$0].isCrowd }).subtracting(taken)
    for detection in seen.indices {
      guard let match = matches[detection] else { continue }
      let box = seen[detection]
      var verdict = Verdict(score: box.score, classIndex: box.classIndex)
      if match == nil {
        let (error, label) = error(of: box)
        verdict.error = error
        if let label, taken.insert(label).inserted {
          missed.remove(label)
          verdict.findsClass = labelled[label].classIndex
        }
      }
      verdicts.append(verdict)
    }
    self.missed = missed.sorted().map { labelled[$0].classIndex }
  }

  /// What is wrong with a detection that has found no label, and the label that it should have.
  private func error(of box: ScoredBox) -> (ErrorKind, label: Int?) {
    var (own, other): ((Int, Double)?, (Int, Double)?)
    for (index, label) in labelled.enumerated() where !label.isCrowd {
      let overlap = BoxMatcher.overlap(box.extent, label)
      if label.classIndex == box.classIndex {
        if overlap > own?.1 ?? 0 { own = (index, overlap) }
      } else if overlap > other?.1 ?? 0 {
        other = (index, overlap)
      }
    }
    let (near, elsewhere) = (own?.1 ?? 0, other?.1 ?? 0)
    if near >= ErrorBreakdown.background, near <= ErrorBreakdown.foreground {
      return (.box, own?.0)
    }
    if elsewhere >= ErrorBreakdown.foreground { return (.classification, other?.0) }
    if near > ErrorBreakdown.foreground { return (.duplicate, nil) }
    return (max(near, elsewhere) <= ErrorBreakdown.background ? .background : .both, nil)
  }
}
