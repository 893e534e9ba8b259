import Layout

extension ExportedPage {
  /// The regions of one source of a labelled page.
  ///
  /// - Parameters:
  ///   - words: the page's words, for formats that hold them.
  ///   - source: whose regions.
  ///   - decisions: which fused regions.
  public init(
    _ labels: LabelledPage, words: [Word] = [], source: RegionSource = .fused,
    decisions: Set<Decision> = [.accepted]
  ) {
    let regions: [ExportedRegion] =
      switch source {
      case .fused: Self.regions(of: labels.fused, decisions: decisions)
      case .teacher: labels.teacher.enumerated().map(ExportedRegion.init)
      case .text:
        labels.proposals.ofLeadingTextSource.enumerated().map(ExportedRegion.init)
      }
    self.init(page: labels.page, words: words, regions: regions)
  }

  private static func regions(
    of fused: [FusedRegion], decisions: Set<Decision>
  ) -> [ExportedRegion] {
    let parents = Dictionary(fused.map { ($0.id, $0.parent) }, uniquingKeysWith: { a, _ in a })
    let kept = fused.filter { decisions.contains($0.decision) }
    let ids = Set(kept.map(\.id))
    return kept.enumerated().map { order, region in
      // Where the enclosing region is left out, the one around it encloses.
      var (parent, steps) = (region.parent, 0)
      while let id = parent, !ids.contains(id) || id == region.id {
        parent = steps < fused.count ? parents[id] ?? nil : nil
        steps += 1
      }
      return ExportedRegion(
        id: region.id, box: region.box, classIndex: region.classIndex, score: region.score,
        variance: region.variance, parent: parent, order: order,
        isHuman: region.contributions.contains { $0.source == .human })
    }
  }
}

extension ExportedRegion {
  init(_ order: Int, _ estimate: RegionEstimate) {
    self.init(
      id: estimate.id, box: estimate.box, classIndex: estimate.classIndex, score: estimate.score,
      variance: estimate.variance, parent: estimate.parent, order: order,
      isHuman: estimate.source == .human)
  }
}
