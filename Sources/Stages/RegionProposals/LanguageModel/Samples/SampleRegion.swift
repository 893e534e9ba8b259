import Layout

/// A region of one answer.
struct SampleRegion: Sendable {
  /// Numbered by its place in the answer.
  var estimate: RegionEstimate
  /// Ids of the words that it names, and its drawings as negative numbers.
  var named: Set<Int>

  /// How far two regions are the same: the Jaccard index of what they name, or, where neither
  /// names anything, of their areas.
  func likeness(_ other: SampleRegion) -> Double {
    guard !named.isEmpty || !other.named.isEmpty else {
      return estimate.box.intersectionOverUnion(other.estimate.box)
    }
    let common = named.intersection(other.named).count
    return Double(common) / Double(named.count + other.named.count - common)
  }
}
