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

  /// What it sees of a region that holds most of a page.
  struct View {
    /// Whether it sees all of it, as the same class; a table may be a picture to it.
    var isWhole: Bool
    /// How many regions it sees inside besides.
    var parts: Int
    /// Those of other classes among them; none in what it sees as a table, too, whose cells are text.
    var others: Int
  }

  /// Looks at a region that holds most of the page.
  func view(of box: Box, _ role: RegionRole) -> View {
    let drawn: Set<RegionRole> = [.table, .figure]
    func isWhole(_ region: (box: Box, role: RegionRole)) -> Bool {
      (region.role == role || drawn.isSuperset(of: [role, region.role]))
        && region.box.intersectionOverUnion(box) >= Self.wholeOverlap
    }
    let whole = regions.filter(isWhole)
    let parts = regions.filter { !isWhole($0) && $0.box.fractionInside(box) >= Self.leastInside }
    let isTable = role == .table && whole.contains { $0.role == .table }
    return View(
      isWhole: !whole.isEmpty, parts: parts.count,
      others: isTable ? 0 : parts.count { $0.role != role })
  }

  /// Whether it sees a region of just that class there.
  func sees(_ box: Box, _ role: RegionRole) -> Bool {
    regions.contains {
      $0.role == role && $0.box.intersectionOverUnion(box) >= Self.sameOverlap
    }
  }
}
