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
  public var order: Double {
    let own = fused.map { Double($0.id) }
    return status == .open ? own ?? correction?.order ?? 0 : correction?.order ?? own ?? 0
  }
}

extension AuditedRegion {
  /// A region that somebody decided about.
  init(
    _ correction: Correction, fused: FusedRegion?, gain: Double, taxonomy: Taxonomy
  ) {
    // What was taken back is as the fusion has it.
    let isOpen = correction.status == .open
    self.init(
      key: correction.key, fused: fused, gain: gain, correction: correction,
      box: isOpen ? fused?.box ?? correction.box : correction.box,
      classIndex: isOpen && fused != nil
        ? fused?.classIndex : taxonomy.classes.firstIndex { $0.name == correction.className })
  }
}
