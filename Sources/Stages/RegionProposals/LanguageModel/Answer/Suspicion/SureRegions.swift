import Layout

/// What a teacher is sure of on a page.
struct SureRegions {
  /// Score from which it is sure.
  private static let leastScore = 0.5
  /// Overlap from which two boxes are one place.
  private static let sameOverlap = 0.5
  /// Overlap from which it sees all of a region that holds most of the page.
  private static let wholeOverlap = 0.7
  /// Share of a region that must lie inside another.
  private static let leastInside = 0.8

  /// Its surest regions, one a place.
  private let regions: [(box: Box, role: RegionRole)]

  init(_ teacher: [RegionEstimate], taxonomy: Taxonomy) {
    var kept: [RegionEstimate] = []
    // A teacher that wavers between classes lists a place once for each.
    for estimate in teacher.sorted(by: { ($1.score, $0.id) < ($0.score, $1.id) })
    where estimate.score >= Self.leastScore
      && !kept.contains(where: {
        $0.box.intersectionOverUnion(estimate.box) >= Self.sameOverlap
      })
    {
      kept.append(estimate)
    }
    regions = kept.map { ($0.box, taxonomy.classes[$0.classIndex].role) }
  }

  /// Whether it sees all of a region, as the same class; a table may be a picture to it.
  func confirms(_ box: Box, _ role: RegionRole) -> Bool {
    regions.contains {
      ($0.role == role || role.isGraphic && $0.role.isGraphic)
        && $0.box.intersectionOverUnion(box) >= Self.wholeOverlap
    }
  }

  /// Whether it sees a region of just that class there.
  func sees(_ box: Box, _ role: RegionRole) -> Bool {
    regions.contains {
      $0.role == role && $0.box.intersectionOverUnion(box) >= Self.sameOverlap
    }
  }

  /// How many regions of other classes it sees inside.
  func others(inside box: Box, than role: RegionRole) -> Int {
    regions.count { $0.role != role && $0.box.fractionInside(box) >= Self.leastInside }
  }
}
