import Layout

/// Fuses what the sources see on one page.
///
/// Estimates are checked, duplicates of a source joined, regions of the sources matched one
/// source after another (teacher, language model, text rules), and each site fused: edges by the
/// weighting, classes and scores by pooling. The same input gives the same output.
public struct PageFusion: Sendable {
  /// The classes that estimates speak of.
  public let taxonomy: Taxonomy
  /// All parameters.
  public let settings: FusionSettings
  private let boxes: BoxFusion
  private let pools: (any PoolWeighting)?
  private let unnamed: UnnamedClasses

  /// Makes the fusion.
  ///
  /// - Parameters:
  ///   - weighting: who weighs boxes; `nil` takes the rule of the settings.
  ///   - pools: who weighs classes and scores beside the settings.
  ///   - unnamed: by source, the indices of classes that it has no name for.
  public init(
    taxonomy: Taxonomy, settings: FusionSettings = FusionSettings(),
    weighting: (any BoxWeighting)? = nil, pools: (any PoolWeighting)? = nil,
    unnamed: SourceTable<Set<Int>> = SourceTable([])
  ) {
    self.taxonomy = taxonomy
    self.settings = settings
    self.pools = pools
    boxes = BoxFusion(settings.boxes, weighting: weighting)
    self.unnamed = UnnamedClasses(
      taxonomy: taxonomy, indices: unnamed, share: settings.classes.unnamedShare)
  }

  /// Fuses the estimates of a page; any list may be empty.
  ///
  /// - Parameters:
  ///   - teacher: estimates of the source `.teacher`, or of `.student`.
  ///   - text: estimates of `.languageModel`, of `.textRules` or of both.
  ///   - bounds: the page, pixels.
  ///   - words: the page's words by `Word.id`, for a gate that reads.
  /// - Throws: `FusionError` for a variance that is no positive number, an edge of which no source
  ///   knows anything, or a setting out of range. Other unfit estimates are left out and listed.
  public func fuse(
    teacher: [RegionEstimate], text: [RegionEstimate], bounds: Box, words: [Int: String] = [:]
  ) throws(FusionError) -> FusionResult {
    try settings.validate(classCount: taxonomy.count)
    let sanitation = Sanitation(bounds: bounds, classCount: taxonomy.count)
    let teacherCheck = try sanitation.check(teacher, from: [.teacher, .student])
    let textCheck = try sanitation.check(text, from: [.languageModel, .textRules])
    let kept = teacherCheck.kept + textCheck.kept
    var assembly = SiteAssembly(
      taxonomy: taxonomy, settings: settings, bounds: bounds, unnamed: unnamed.indices)
    var speaking: [EstimateSource] = []
    var trust = SourceTable<Double>(1)
    var variances = settings.variances
    for source in EstimateSource.allCases {
      let estimates = kept.filter { $0.source == source }
      guard !estimates.isEmpty else { continue }
      speaking.append(source)
      trust[source] = settings.trust.trust(
        in: source, estimates, teacher: teacherCheck.kept, taxonomy: taxonomy)
      // Half the trust, twice the standard deviation.
      let factor = trust[source] * trust[source]
      variances.doubt[source] = variances.doubt[source].mapValues { $0 / factor }
      let prepared = estimates.map {
        variances.applied(
          to: $0, role: taxonomy.classes[$0.classIndex].role, bounds: bounds)
      }
      assembly.add(
        SameSite(minimumOverlap: settings.samePlaceOverlap).observations(of: prepared),
        mayCut: trust[source] >= settings.trust.minimum)
    }
    let page = PageContext(bounds: bounds, words: words)
    let fusing = SiteFusion(
      taxonomy: taxonomy, settings: settings, boxes: boxes.prepared(for: page), unnamed: unnamed,
      pools: pools?.prepared(for: page), speaking: speaking, trust: trust)
    var regions: [FusedRegion] = []
    var statistics = FusionStatistics()
    statistics.merges = assembly.merges
    statistics.splits = assembly.splits
    for site in assembly.sites {
      let region = try fusing.fuse(site)
      statistics.count(region)
      regions.append(region)
    }
    return FusionResult(
      regions: linked(ordered(settings.decisions.reviewingUnseenInside(regions)), to: kept),
      dropped: teacherCheck.dropped + textCheck.dropped,
      statistics: statistics)
  }

  /// Regions that count in reading order, then the ignored ones from the top.
  private func ordered(_ regions: [FusedRegion]) -> [FusedRegion] {
    func key(_ region: FusedRegion) -> (Double, Double, Double, Double, Double) {
      (region.box.y1, region.box.x1, region.box.y2, region.box.x2, -region.score)
    }
    // Sorted first, so that the order of the input does not show in the output.
    let sorted = regions.sorted { key($0) < key($1) }
    let counted = sorted.filter { $0.decision != .ignored }
    var result = ReadingOrder.order(counted.map(\.box)).map { counted[$0] }
    result += sorted.filter { $0.decision == .ignored }
    for index in result.indices { result[index].id = index }
    return result
  }

  /// Regions with `parent` set where a source named the parent of one of their estimates.
  private func linked(_ regions: [FusedRegion], to estimates: [RegionEstimate]) -> [FusedRegion] {
    guard estimates.contains(where: { $0.parent != nil }) else { return regions }
    var home: [EstimateReference: Int] = [:]
    for region in regions {
      for part in region.contributions {
        let reference = EstimateReference(source: part.source, id: part.estimate)
        home[reference] = home[reference] ?? region.id
      }
    }
    var parents: [EstimateReference: Int] = [:]
    for estimate in estimates {
      guard let parent = estimate.parent else { continue }
      parents[EstimateReference(estimate)] =
        home[EstimateReference(source: estimate.source, id: parent)]
    }
    return regions.map { region in
      var region = region
      region.parent =
        region.contributions.lazy
        .compactMap { parents[EstimateReference(source: $0.source, id: $0.estimate)] }
        .first { $0 != region.id }
      return region
    }
  }
}

extension FusionStatistics {
  mutating func count(_ region: FusedRegion) {
    let sources = Set(region.contributions.map(\.source))
    if sources.count > 1 {
      matched += 1
      agreementSum += region.agreement ?? 0
      if region.flags.contains(RegionFlag.conflict.rawValue) { conflicts += 1 }
      if region.flags.contains(RegionFlag.classDisagreement.rawValue) { classDisagreements += 1 }
    } else if sources.allSatisfy(\.isDetector) {
      teacherOnly += 1
    } else {
      textOnly += 1
    }
  }
}
