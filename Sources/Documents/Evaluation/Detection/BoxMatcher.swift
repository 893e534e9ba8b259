/// Matches the detections on one image to what was labelled there, best scores first.
///
/// One matcher serves many images, so that its memory is used again.
struct BoxMatcher {
  /// For each detection the labelled box that it is taken for; `nil` for none.
  private(set) var matches: [Int?] = []
  private var overlaps: [Double] = []
  private var isWorthwhile: [Bool] = []
  private var isCrowd: [Bool] = []
  private var isTaken: [Bool] = []

  /// Takes in an image: the overlap of each pair.
  ///
  /// - Parameter floor: least overlap that any later call of `match` asks for.
  mutating func load(
    detections: ArraySlice<ScoredBox>, truth: ArraySlice<TruthBox>, floor: Double
  ) {
    overlaps.removeAll(keepingCapacity: true)
    isWorthwhile.removeAll(keepingCapacity: true)
    isCrowd.removeAll(keepingCapacity: true)
    for box in truth { isCrowd.append(box.isCrowd) }
    for detection in detections {
      var largest = 0.0
      for box in truth {
        let overlap = Self.overlap(detection.extent, box)
        largest = max(largest, overlap)
        overlaps.append(overlap)
      }
      isWorthwhile.append(largest >= floor)
    }
  }

  /// Matches each detection to the free labelled box that it overlaps most.
  ///
  /// - Parameters:
  ///   - threshold: least overlap.
  ///   - order: the labelled boxes, those that are to be found before those that are ignored.
  ///   - wanted: how many of them are to be found: a detection that has found one of these does not
  ///     go on to the ignored.
  mutating func match(threshold: Double, order: [Int], wanted: Int) {
    let count = order.count
    matches.removeAll(keepingCapacity: true)
    isTaken.removeAll(keepingCapacity: true)
    for _ in 0..<count { isTaken.append(false) }
    for detection in isWorthwhile.indices {
      guard isWorthwhile[detection] else {
        matches.append(nil)
        continue
      }
      var best = min(threshold, 1 - 1e-10)
      var match: Int?
      for place in 0..<count {
        if place == wanted, match != nil { break }
        let index = order[place]
        if isTaken[index], !isCrowd[index] { continue }
        let overlap = overlaps[detection * count + index]
        guard overlap >= best else { continue }
        best = overlap
        match = index
      }
      matches.append(match)
      if let match { isTaken[match] = true }
    }
  }

  /// Intersection over union; over the detection's own area for a crowd.
  static func overlap(_ seen: BoxExtent, _ truth: TruthBox) -> Double {
    let labelled = truth.extent
    let width =
      min(seen.width + seen.x, labelled.width + labelled.x) - max(seen.x, labelled.x)
    guard width > 0 else { return 0 }
    let height =
      min(seen.height + seen.y, labelled.height + labelled.y) - max(seen.y, labelled.y)
    guard height > 0 else { return 0 }
    let common = width * height
    return common / (truth.isCrowd ? seen.area : seen.area + labelled.area - common)
  }
}
