import Layout

/// A region that a labelled page truly has.
public struct TrueRegion: Hashable, Sendable {
  /// Page-image pixels.
  public var box: Box
  /// Its class's index in the taxonomy.
  public var classIndex: Int

  /// Makes a region.
  public init(box: Box, classIndex: Int) {
    self.box = box
    self.classIndex = classIndex
  }
}

/// A labelled page as its sources see it.
public struct CalibrationPage: Sendable {
  /// The document that it is of: pages of one are alike, so that folds never share one.
  public var document: String
  /// The page, pixels.
  public var bounds: Box
  /// What it truly holds.
  public var truth: [TrueRegion]
  /// What the sources estimate; the estimates of a person are passed over.
  public var estimates: [RegionEstimate]

  /// Makes a page.
  public init(document: String, bounds: Box, truth: [TrueRegion], estimates: [RegionEstimate]) {
    self.document = document
    self.bounds = bounds
    self.truth = truth
    self.estimates = estimates
  }
}

/// An estimate, as fusion takes it, and the true region of the site that it speaks of.
struct MatchedEstimate: Sendable {
  var estimate: RegionEstimate
  var role: RegionRole
  /// `nil` where there is none.
  var truth: TrueRegion?
  /// Whether the estimate itself is one of that region, rather than another source's there.
  var isRight: Bool
  var bounds: Box
  var document: String
}

/// A site of a labelled page: what the sources say of it, and what it truly is.
struct MatchedSite: Sendable {
  /// The estimates whose boxes count.
  var located: [MatchedEstimate]
  /// All estimates whose classes are pooled.
  var claims: [RegionEstimate]
  /// `nil` where there is none.
  var truth: TrueRegion?
  var document: String
}

/// Finds the true regions that estimates stand for.
///
/// Sources are matched to each other first, just as in fusion, and the sites that come of it to the
/// truth. Matched to the truth one by one, each source would show its good boxes only: a text
/// region that holds half of a header is then none of the header's, though fusion averages it with
/// the detector's box.
struct TruthMatching: Sendable {
  let taxonomy: Taxonomy
  /// Least overlap of a true region with one of the boxes of its site.
  var minimumOverlap = 0.5

  /// Site by site the estimates whose boxes count, the surest sites first; a site has the free
  /// true region of a compatible class that one of its boxes overlaps most (the matching of COCO's
  /// evaluation).
  func matched(on page: CalibrationPage) -> [MatchedSite] {
    var free = Set(page.truth.indices)
    return sites(on: page).map { site in
      let observations = site.located
      let roles = observations.map { taxonomy.classes[$0.estimate.classIndex].role }
      func overlap(_ truth: Int) -> Double {
        observations.map { page.truth[truth].box.intersectionOverUnion($0.estimate.box) }.max() ?? 0
      }
      let overlaps = free.filter { index in
        let role = taxonomy.classes[page.truth[index].classIndex].role
        return roles.contains { $0.isCompatible(with: role) }
      }.map { (index: $0, overlap: overlap($0)) }
      let best = overlaps.max { ($0.overlap, $1.index) < ($1.overlap, $0.index) }
      var truth: TrueRegion?
      if let best, best.overlap >= minimumOverlap {
        free.remove(best.index)
        truth = page.truth[best.index]
      }
      let located = zip(observations, roles).map { observation, role in
        let overlap = truth?.box.intersectionOverUnion(observation.estimate.box) ?? 0
        return MatchedEstimate(
          estimate: observation.estimate, role: role, truth: truth,
          isRight: overlap >= minimumOverlap, bounds: page.bounds, document: page.document)
      }
      return MatchedSite(
        located: located, claims: site.observations.map(\.estimate), truth: truth,
        document: page.document)
    }
  }

  /// What fusion would fuse, site by site, the surest site first.
  private func sites(on page: CalibrationPage) -> [RegionSite] {
    let settings = FusionSettings()
    var assembly = SiteAssembly(taxonomy: taxonomy, settings: settings, bounds: page.bounds)
    for source in EstimateSource.allCases where source != .human {
      assembly.add(
        SameSite(minimumOverlap: settings.samePlaceOverlap).observations(
          of: page.estimates.filter { $0.source == source }))
    }
    return assembly.sites.map { ($0, $0.located[0].estimate.score) }.enumerated().sorted {
      ($0.element.1, $1.offset) > ($1.element.1, $0.offset)
    }.map(\.element.0)
  }
}

extension MatchedEstimate {
  /// The residual of an edge under a model of bias and variance; `nil` without a true region.
  func residual(_ edge: BoxCoordinate, under model: VarianceModel) -> EdgeResidual? {
    guard let truth else { return nil }
    let unit = VarianceModel.unit(of: bounds)
    let applied = model.applied(to: estimate, role: role, bounds: bounds)
    return EdgeResidual(
      error: (applied.box[edge] - truth.box[edge]) / unit,
      variance: applied.variance[edge] / (unit * unit))
  }
}
