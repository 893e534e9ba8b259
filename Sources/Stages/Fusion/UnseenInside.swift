import Layout

extension DecisionSettings {
  /// Puts before a person what only text sources accept inside a region that the teacher saw.
  ///
  /// One of the two is wrong about the site: a line of a paragraph named a caption, or a caption
  /// that the teacher took into its figure.
  func reviewingUnseenInside(_ regions: [FusedRegion]) -> [FusedRegion] {
    let seen = regions.filter { $0.decision != .ignored && $0.isSeenByTeacher }
    return regions.map { region in
      guard region.decision == .accepted, !region.isSeenByTeacher,
        seen.contains(where: { region.box.fractionInside($0.box) > textOnly.maximumCover })
      else { return region }
      var region = region
      region.decision = .review
      region.reason += "; it lies inside a region that the teacher saw: for review"
      return region
    }
  }
}

extension FusedRegion {
  fileprivate var isSeenByTeacher: Bool { contributions.contains { $0.source.isDetector } }
}
