import Layout

/// The regions of a page as they stand.
public struct AuditedPage: Sendable {
  /// In reading order.
  public let regions: [AuditedRegion]
  /// For each fused region whether somebody decided about it.
  public let decided: [Bool]
  /// What each source said.
  public let gain: ExpectedGain

  /// Lays decisions over a page's labels.
  public init(_ labels: PageLabels, corrections: [Correction], taxonomy: Taxonomy) {
    let gain = ExpectedGain(labels.teacher + labels.proposals)
    let corrections = corrections.map { $0.scaled(to: labels.page) }
    let keys = RegionKey.keys(of: labels.fused)
    let byKey = Dictionary(corrections.map { ($0.key, $0) }) { first, _ in first }
    let present = Set(keys)
    let elsewhere = corrections.filter { $0.status != .open && !present.contains($0.key) }
    var regions: [AuditedRegion] = []
    var decided: [Bool] = []
    let standIns = Self.standIns(elsewhere, for: labels.fused, keys: keys, byKey, taxonomy)
    for (index, (fused, key)) in zip(labels.fused, keys).enumerated() {
      if let correction = byKey[key] {
        regions.append(
          AuditedRegion(
            correction, fused: fused, gain: gain(fused), taxonomy: taxonomy))
        decided.append(correction.status != .open)
      } else if standIns.contains(index) {
        decided.append(true)
      } else {
        regions.append(
          AuditedRegion(
            key: key, fused: fused, gain: gain(fused), correction: nil, box: fused.box,
            classIndex: fused.classIndex))
        decided.append(false)
      }
    }
    regions += elsewhere.map { AuditedRegion($0, fused: nil, gain: 0, taxonomy: taxonomy) }
    self.regions = regions.enumerated().sorted {
      ($0.element.order, $0.offset) < ($1.element.order, $1.offset)
    }.map(\.element)
    self.decided = decided
    self.gain = gain
  }

  /// The fused regions that decisions about regions which are gone hold for, each for one.
  ///
  /// What a person drew stands for none: nobody said that it takes another's place.
  private static func standIns(
    _ elsewhere: [Correction], for fused: [FusedRegion], keys: [String],
    _ byKey: [String: Correction], _ taxonomy: Taxonomy
  ) -> Set<Int> {
    var pairs: [(overlap: Double, correction: Int, region: Int)] = []
    for (index, correction) in elsewhere.enumerated() {
      guard let origin = correction.origin else { continue }
      for (place, region) in fused.enumerated() where byKey[keys[place]] == nil {
        let name = taxonomy.classes[region.classIndex].name
        let overlap = max(
          correction.box.intersectionOverUnion(region.box),
          origin.box.intersectionOverUnion(region.box))
        if [correction.className, origin.className].contains(name),
          overlap >= AuditedRegion.sameRegion
        {
          pairs.append((overlap, index, place))
        }
      }
    }
    var (used, found): (Set<Int>, Set<Int>) = ([], [])
    for pair in pairs.sorted(by: { ($1.overlap, $0.region) < ($0.overlap, $1.region) })
    where !used.contains(pair.correction) && !found.contains(pair.region) {
      used.insert(pair.correction)
      found.insert(pair.region)
    }
    return found
  }

  /// Whether regions are left that the fusion accepted or put up for review.
  var isUnfinished: Bool {
    regions.contains { $0.status == .open && $0.fused.map { $0.decision != .ignored } ?? false }
  }

  /// Regions that wait for a person.
  public var undecided: Int { regions.count { $0.status == .open && $0.gain > 0 } }
}
