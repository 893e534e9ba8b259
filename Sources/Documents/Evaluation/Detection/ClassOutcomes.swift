/// What became of the detections of one class at every overlap threshold and for every size.
struct ClassOutcomes {
  /// Outcomes for things of some sizes; a bit for each overlap threshold, the first lowest.
  struct Sized {
    /// Labelled boxes that are to be found.
    var wanted = 0
    /// For each detection the thresholds at which it is right.
    var right: [UInt16] = []
    /// The thresholds at which it is neither right nor wrong.
    var ignored: [UInt16] = []
  }

  /// Scores of the detections.
  private(set) var scores: [Double] = []
  /// Ids of their images.
  private(set) var images: [Int] = []
  /// Place of each among those of its image, the best 0.
  private(set) var ranks: [Int] = []
  /// By `AreaRange.allCases`.
  private(set) var sized = AreaRange.allCases.map { _ in Sized() }

  /// Places of the detections, best scores first; equal ones as they come.
  var ranking: [Int] {
    scores.indices.sorted {
      let (one, other) = (scores[$0], scores[$1])
      return one == other ? $0 < $1 : one > other
    }
  }

  /// Matches the boxes of one class, image by image.
  init(_ boxes: BoxesByImage) {
    var matcher = BoxMatcher()
    for group in boxes.groups {
      let truth = boxes.truth[group.truth]
      let detections = boxes.detections[group.detections].prefix(COCOGrid.limit)
      for (rank, detection) in detections.enumerated() {
        scores.append(detection.score)
        images.append(detection.image)
        ranks.append(rank)
      }
      if !truth.isEmpty, !detections.isEmpty {
        matcher.load(detections: detections, truth: truth, floor: COCOGrid.thresholds[0])
      }
      for (index, area) in AreaRange.allCases.enumerated() {
        sized[index].add(detections, truth, area.bounds, &matcher)
      }
    }
  }
}

extension ClassOutcomes.Sized {
  /// Adds an image that the matcher has taken in.
  fileprivate mutating func add(
    _ detections: ArraySlice<ScoredBox>, _ truth: ArraySlice<TruthBox>,
    _ area: ClosedRange<Double>, _ matcher: inout BoxMatcher
  ) {
    func isIgnored(_ box: TruthBox) -> Bool { box.isCrowd || !area.contains(box.area) }
    let first = right.count
    for detection in detections {
      right.append(0)
      // A false alarm of another size is none; what is matched is judged by the labelled box.
      ignored.append(
        area.contains(detection.extent.area) ? 0 : (1 << COCOGrid.thresholds.count) - 1)
    }
    guard !truth.isEmpty else { return }
    let labelled = Array(truth)
    let found = labelled.indices.filter { !isIgnored(labelled[$0]) }
    wanted += found.count
    guard !detections.isEmpty else { return }
    let order = found + labelled.indices.filter { isIgnored(labelled[$0]) }
    for (threshold, overlap) in COCOGrid.thresholds.enumerated() {
      let bit: UInt16 = 1 << threshold
      matcher.match(threshold: overlap, order: order, wanted: found.count)
      for (detection, match) in matcher.matches.enumerated() {
        guard let match else { continue }
        let box = labelled[match]
        if isIgnored(box) {
          ignored[first + detection] |= bit
        } else if !box.isNeverFound {
          right[first + detection] |= bit
          ignored[first + detection] &= ~bit
        }
      }
    }
  }
}
