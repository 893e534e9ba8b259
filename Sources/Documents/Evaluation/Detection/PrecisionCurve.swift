/// Precision over recall of detections in the order of their scores.
///
/// Only where recall grows can precision be at its best, so only right detections are points.
struct PrecisionCurve {
  private var found: [Int] = []
  private var precisions: [Double] = []

  /// For each of `COCOGrid.recalls` how many of `wanted` labels must be found for it.
  static func needed(of wanted: Int) -> [Int] {
    let wanted = Double(wanted)
    return COCOGrid.recalls.map { recall in
      // Rounded as pycocotools rounds, which compares shares and not counts.
      var count = max(0, (recall * wanted).rounded(.down) - 1)
      while count / wanted < recall { count += 1 }
      return Int(count)
    }
  }

  /// Removes all points.
  mutating func clear() {
    found.removeAll(keepingCapacity: true)
    precisions.removeAll(keepingCapacity: true)
  }

  /// Adds a point: `found` right ones among the best `counted`.
  mutating func add(found: Int, counted: Int) {
    self.found.append(found)
    precisions.append(Double(found) / (Double(counted) + Double.ulpOfOne))
  }

  /// Precision where so many labels are found: the best that any later point has.
  func values(at needed: [Int]) -> [Double] {
    var values = [Double](repeating: 0, count: needed.count)
    read(at: needed) { values[$0] = $1 }
    return values
  }

  /// The mean of the values.
  func mean(at needed: [Int]) -> Double {
    var sum = 0.0
    read(at: needed) { sum += $1 }
    return sum / Double(needed.count)
  }

  /// From the last recall to the first, so that the best later precision is at hand.
  @inline(__always)
  private func read(at needed: [Int], _ body: (Int, Double) -> Void) {
    var best = 0.0
    var point = found.count - 1
    for place in needed.indices.reversed() {
      while point >= 0, found[point] >= needed[place] {
        best = max(best, precisions[point])
        point -= 1
      }
      body(place, best)
    }
  }
}
