import Layout

/// A region of a page as it stands: what the fusion says, unless a person decided.
public struct AuditedRegion: Hashable, Sendable {
  /// Overlap (intersection over union) from which a decision about a region that is no longer there
  /// holds for one that came in its place.
  public static let sameRegion = 0.5

  /// Names it on its page.
  public var key: String
  /// What the fusion says; `nil` for a region that a person drew, or that labelling anew changed.
  public var fused: FusedRegion?
  /// `ExpectedGain` of looking at it.
  public var gain: Double
  /// What a person decided; `nil` where nobody has.
  public var correction: Correction?
  /// Where it is.
  public var box: Box
  /// Its class; `nil` for the name of a class that the taxonomy does not have.
  public var classIndex: Int?

  /// Open, accepted or rejected.
  public var status: Correction.Status { correction?.status ?? .open }
  /// Saves so far.
  public var version: Int { correction?.version ?? 0 }
  /// Place in the reading order.
  public var order: Double { correction?.order ?? fused.map { Double($0.id) } ?? 0 }
}

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
    let keys = RegionKey.keys(of: labels.fused)
    let byKey = Dictionary(corrections.map { ($0.key, $0) }) { first, _ in first }
    let present = Set(keys)
    let elsewhere = corrections.filter { $0.status != .open && !present.contains($0.key) }
    var regions: [AuditedRegion] = []
    var decided: [Bool] = []
    for (fused, key) in zip(labels.fused, keys) {
      if let correction = byKey[key] {
        regions.append(
          AuditedRegion(
            correction, fused: fused, gain: gain(fused), taxonomy: taxonomy))
        decided.append(correction.status != .open)
      } else if elsewhere.contains(where: { $0.standsFor(fused.box) }) {
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

  /// Regions that wait for a person.
  public var undecided: Int { regions.count { $0.status == .open && $0.gain > 0 } }
}

extension AuditedRegion {
  /// A region that somebody decided about.
  init(
    _ correction: Correction, fused: FusedRegion?, gain: Double, taxonomy: Taxonomy
  ) {
    self.init(
      key: correction.key, fused: fused, gain: gain, correction: correction,
      box: correction.box,
      classIndex: taxonomy.classes.firstIndex { $0.name == correction.className })
  }
}

extension Correction {
  /// Whether a decision about a region that is gone holds for a box.
  fileprivate func standsFor(_ box: Box) -> Bool {
    [self.box, origin?.box].contains {
      ($0?.intersectionOverUnion(box) ?? 0) >= AuditedRegion.sameRegion
    }
  }
}

extension AuditedPage {
  /// What people decided that there is on the page, as exporters take it.
  ///
  /// Regions whose class the taxonomy does not have are left out.
  public func humanLabels(on labels: PageLabels, taxonomy: Taxonomy) -> LabelledPage {
    let decided = regions.filter { $0.status == .accepted && $0.classIndex != nil }
    let ids = Dictionary(decided.enumerated().map { ($1.key, $0) }) { first, _ in first }
    var page = labels.labelledPage
    (page.teacher, page.proposals) = ([], [])
    page.fused = decided.enumerated().map { id, region in
      var probabilities = [Double](repeating: 0, count: taxonomy.count)
      probabilities[region.classIndex ?? 0] = 1
      return FusedRegion(
        id: id, box: region.box, variance: BoxVariance(uniform: 0),
        classProbabilities: probabilities, score: 1,
        parent: region.correction?.parent.flatMap { ids[$0] },
        contributions: [
          Contribution(
            source: .human, estimate: id, boxWeights: [1, 1, 1, 1], classWeight: 1)
        ], decision: .accepted, reason: "decided by \(region.correction?.by ?? "a person")")
    }
    return page
  }
}
