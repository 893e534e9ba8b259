import Layout

/// A site on the page and what each source says of it, before it is fused.
struct RegionSite {
  /// At most one of each source, the teacher's first.
  var observations: [Observation]
  var flags: [String] = []
  /// What happened to it in matching, for the reason.
  var notes: [String] = []

  /// The observations whose boxes count; if none does, all.
  var located: [Observation] {
    let located = observations.filter(\.isLocated)
    return located.isEmpty ? observations : located
  }

  func observation(of source: EstimateSource) -> Observation? {
    observations.first { $0.estimate.source == source }
  }
}
