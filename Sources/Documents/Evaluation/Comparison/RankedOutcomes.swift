/// What became of the detections of one class, best scores first, so that its precision on any
/// choice of pages takes one pass.
package struct RankedOutcomes {
  /// Memory that passes use again.
  package struct Scratch {
    var counted: [Int] = []
    var curve = PrecisionCurve()

    /// Starts with none.
    package init() {}
  }

  /// The unit of each detection.
  private let units: [Int]
  /// For each overlap threshold the places of the detections that are right.
  private let right: [[Int]]
  /// For each overlap threshold the places of those that are neither right nor wrong.
  private let ignored: [[Int]]
  /// Units with labels to be found, and how many.
  private let wanted: [(unit: Int, count: Int)]

  /// Matches the boxes of one class.
  ///
  /// - Parameter units: what is drawn as a whole, a page or a document: a number for each image.
  init(_ boxes: BoxesByImage, units: [Int]) {
    let outcomes = ClassOutcomes(boxes)
    let ranking = outcomes.ranking
    self.units = ranking.map { units[outcomes.images[$0]] }
    func places(_ bits: [UInt16]) -> [[Int]] {
      COCOGrid.thresholds.indices.map { threshold in
        ranking.indices.filter { bits[ranking[$0]] & (1 << threshold) != 0 }
      }
    }
    right = places(outcomes.sized[0].right)
    ignored = places(outcomes.sized[0].ignored)
    var wanted: [Int: Int] = [:]
    for box in boxes.truth where !box.isCrowd { wanted[units[box.image], default: 0] += 1 }
    self.wanted = wanted.sorted { $0.key < $1.key }.map { (unit: $0.key, count: $0.value) }
  }

  /// AP and AP50 if each unit were there as often as its weight says; `nil` where there is nothing
  /// to find.
  ///
  /// The detections of a page that is there twice follow each other in the ranking.
  func precision(_ weights: [Int], _ scratch: inout Scratch) -> (mean: Double, loose: Double)? {
    let wanted = wanted.reduce(0) { $0 + weights[$1.unit] * $1.count }
    guard wanted > 0 else { return nil }
    let needed = PrecisionCurve.needed(of: wanted)
    scratch.counted.removeAll(keepingCapacity: true)
    var total = 0
    for unit in units {
      total += weights[unit]
      scratch.counted.append(total)
    }
    var (sum, loose) = (0.0, 0.0)
    for (threshold, places) in right.enumerated() {
      add(places, ignored[threshold], weights, &scratch)
      let mean = scratch.curve.mean(at: needed)
      if threshold == 0 { loose = mean }
      sum += mean
    }
    return (sum / Double(right.count), loose)
  }

  /// The curve at one overlap threshold.
  private func add(
    _ right: [Int], _ ignored: [Int], _ weights: [Int], _ scratch: inout Scratch
  ) {
    scratch.curve.clear()
    var (found, left, next) = (0, 0, 0)
    for place in right {
      let weight = weights[units[place]]
      guard weight > 0 else { continue }
      while next < ignored.count, ignored[next] < place {
        left += weights[units[ignored[next]]]
        next += 1
      }
      found += weight
      scratch.curve.add(found: found, counted: scratch.counted[place] - left)
    }
  }
}
