import Layout

/// The detections of one class on one image, matched to what was labelled there.
struct ImageMatching {
  /// What became of a detection at one overlap threshold.
  enum Outcome: UInt8 {
    case right
    case wrong
    /// It lies in a crowd.
    case uncounted
  }

  /// Most detections of a class that count on an image.
  static let limit = 100

  /// Scores of the detections, best first.
  let scores: [Double]
  /// For each overlap threshold, what became of each detection.
  let outcomes: [[Outcome]]
  /// Labelled boxes that are to be found.
  let truthCount: Int

  /// Matches best scores first, each to the free labelled box that it overlaps most.
  init(truth: [TruthBox], detections: [ScoredBox], thresholds: [Double]) {
    let order = detections.indices.sorted {
      (-detections[$0].score, $0) < (-detections[$1].score, $1)
    }
    let ranked = order.prefix(Self.limit).map { detections[$0] }
    // Crowds last: a box is only in a crowd when it is nothing else.
    let labelled = truth.filter { !$0.isCrowd } + truth.filter(\.isCrowd)
    let overlaps = ranked.map { detection in
      labelled.map { Self.overlap(detection.box, $0) }
    }
    scores = ranked.map(\.score)
    truthCount = labelled.count { !$0.isCrowd }
    outcomes = thresholds.map { threshold in
      var taken = [Bool](repeating: false, count: labelled.count)
      return ranked.indices.map { detection in
        var best = min(threshold, 1 - 1e-10)
        var match: Int?
        for (index, box) in labelled.enumerated() {
          if taken[index], !box.isCrowd { continue }
          if let match, !labelled[match].isCrowd, box.isCrowd { break }
          guard overlaps[detection][index] >= best else { continue }
          best = overlaps[detection][index]
          match = index
        }
        guard let match else { return .wrong }
        taken[match] = true
        return labelled[match].isCrowd ? .uncounted : .right
      }
    }
  }

  /// Intersection over union; over the detection's own area for a crowd.
  private static func overlap(_ box: Box, _ truth: TruthBox) -> Double {
    let width = min(box.x2, truth.box.x2) - max(box.x1, truth.box.x1)
    let height = min(box.y2, truth.box.y2) - max(box.y1, truth.box.y1)
    guard width > 0, height > 0 else { return 0 }
    let common = width * height
    return common / (truth.isCrowd ? box.area : box.area + truth.box.area - common)
  }
}
