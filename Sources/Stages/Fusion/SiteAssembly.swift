import Layout

/// Assembles sites from the sources' observations, one source after another.
struct SiteAssembly {
  let taxonomy: Taxonomy
  let settings: FusionSettings
  let unnamed: SourceTable<Set<Int>>
  let diagonal: Double
  private(set) var sites: [RegionSite] = []
  private(set) var merges = 0
  private(set) var splits = 0

  init(
    taxonomy: Taxonomy, settings: FusionSettings, bounds: Box,
    unnamed: SourceTable<Set<Int>> = SourceTable([])
  ) {
    self.taxonomy = taxonomy
    self.settings = settings
    self.unnamed = unnamed
    diagonal = (bounds.width * bounds.width + bounds.height * bounds.height).squareRoot()
  }

  /// Adds what one source saw: to sites already known, or as new ones.
  ///
  /// - Parameter mayCut: whether its cut of the page can stand against the others'.
  mutating func add(_ observations: [Observation], mayCut: Bool = true) {
    guard !sites.isEmpty else {
      sites = observations.map { RegionSite(observations: [$0]) }
      return
    }
    let match = RegionMatching.match(
      text: observations.map { scored($0.estimate) },
      sites: sites.map { scored(Self.representative($0)) }, diagonal: diagonal,
      settings: settings.matching, groups: settings.groups)
    var unplaced = Set(observations.indices)
    for (index, site) in match.assignment.enumerated() {
      guard let site else { continue }
      sites[site].observations.append(observations[index])
      unplaced.remove(index)
    }
    var replaced: Set<Int> = []
    var added: [RegionSite] = []
    for group in match.merges {
      merges += 1
      unplaced.remove(group.cover)
      let cover = observations[group.cover]
      if !mayCut || keepsSites(group.members, texts: [cover], finer: true) {
        lend(cover, to: group.members)
      } else {
        added.append(joined(group.members, with: cover))
        replaced.formUnion(group.members)
      }
    }
    for group in match.splits {
      splits += 1
      unplaced.subtract(group.members)
      let parts = group.members.map { observations[$0] }
      // Parts whose role has a rule of its own speak for the cut; else all do, by the first's role.
      let standard = settings.groups.granularity[parts[0].estimate.source].standard
      let speaking = parts.filter { granularity($0, at: [group.cover]) != standard }
      let voters = speaking.isEmpty ? parts : speaking
      if !mayCut || !fills(parts, group.cover)
        || keepsSites([group.cover], texts: voters, finer: false)
      {
        take(parts, into: group.cover)
      } else {
        added += divided(group.cover, into: parts)
        replaced.insert(group.cover)
      }
    }
    sites = sites.indices.filter { !replaced.contains($0) }.map { sites[$0] } + added
    sites += unplaced.sorted().map { RegionSite(observations: [observations[$0]]) }
  }

  /// Whether the sites known so far stand rather than the text's regions.
  private func keepsSites(_ members: [Int], texts: [Observation], finer: Bool) -> Bool {
    guard let first = texts.first else { return true }
    switch granularity(first, at: members) {
    case .teacher: return true
    case .text: return false
    case .finer: return finer
    case .vote:
      let known = members.map { Self.representative(sites[$0]).score }
      let text = texts.map(\.estimate.score)
      return known.reduce(0, +) / Double(known.count) >= text.reduce(0, +) / Double(text.count)
    }
  }

  /// Whether regions, put in place of another, leave out less than they keep; by height, for lines
  /// of a list may be short.
  private func fills(_ parts: [Observation], _ cover: Int) -> Bool {
    let whole = Self.representative(sites[cover]).box.height
    return parts.reduce(0) { $0 + $1.estimate.box.height } >= settings.groups.minimumFilled * whole
  }

  /// Whose cut holds for what a text source sees at sites known so far.
  private func granularity(_ text: Observation, at members: [Int]) -> Granularity {
    let (source, classIndex) = (text.estimate.source, text.estimate.classIndex)
    // Who has no name for a class cannot tell one region of it from the next.
    let isForeign = members.allSatisfy { member in
      sites[member].located.allSatisfy {
        unnamed[$0.estimate.source].contains(classIndex)
      }
    }
    return isForeign ? .text : settings.groups.granularity[source][role(text.estimate)]
  }

  /// One text region over several sites that stand: it lends each its class.
  private mutating func lend(_ cover: Observation, to members: [Int]) {
    for member in members {
      var lent = cover
      lent.isLocated = false
      sites[member].observations.append(lent)
      sites[member].flags.append(RegionFlag.llmMerges.rawValue)
      sites[member].notes.append(
        "the \(cover.estimate.source.phrase) sees it as one of \(members.count) in one region")
    }
  }

  /// Several sites under one text region that stands: joined, then fused with it.
  private func joined(_ members: [Int], with cover: Observation) -> RegionSite {
    var bySource: [Observation] = []
    for source in EstimateSource.allCases {
      let parts = members.compactMap { sites[$0].observation(of: source) }
      if let whole = Self.whole(parts) { bySource.append(whole) }
    }
    return RegionSite(
      observations: bySource + [cover], flags: ["llm_merges"],
      notes: ["the \(cover.estimate.source.phrase) joins \(members.count) regions"])
  }

  /// One site that stands over several text regions: their hull counts as one region.
  private mutating func take(_ parts: [Observation], into cover: Int) {
    guard let whole = Self.whole(parts) else { return }
    sites[cover].observations.append(whole)
    sites[cover].flags.append(RegionFlag.llmSplits.rawValue)
    sites[cover].notes.append(
      "the \(whole.estimate.source.phrase) sees \(parts.count) regions in it")
  }

  /// One site whose text regions stand: each is a site and gets the class of the whole.
  private func divided(_ cover: Int, into parts: [Observation]) -> [RegionSite] {
    let lent = sites[cover].observations.map {
      var lent = $0
      lent.isLocated = false
      return lent
    }
    return parts.map { part in
      RegionSite(
        observations: lent + [part], flags: sites[cover].flags + [RegionFlag.llmSplits.rawValue],
        notes: [
          "the \(part.estimate.source.phrase) divides a region into \(parts.count)"
        ])
    }
  }

  /// Several observations of one source as one: hull of the boxes, each edge with the variance of
  /// the box that gives it, means of class probabilities and scores.
  private static func whole(_ parts: [Observation]) -> Observation? {
    guard var whole = parts.first else { return nil }
    for part in parts.dropFirst() {
      for coordinate in BoxCoordinate.allCases {
        let outer = coordinate == .x1 || coordinate == .y1 ? -1.0 : 1.0
        if outer * part.estimate.box[coordinate] > outer * whole.estimate.box[coordinate] {
          whole.estimate.box[coordinate] = part.estimate.box[coordinate]
          whole.estimate.variance[coordinate] = part.estimate.variance[coordinate]
        }
      }
      whole.duplicates.append(EstimateReference(part.estimate))
      whole.duplicates += part.duplicates
    }
    let count = Double(parts.count)
    whole.estimate.score = parts.reduce(0) { $0 + $1.estimate.score } / count
    whole.estimate.classProbabilities = whole.estimate.classProbabilities.indices.map { index in
      parts.reduce(0) { $0 + $1.estimate.classProbabilities[index] } / count
    }
    return whole
  }

  /// The estimate that matching compares with: the first source's.
  private static func representative(_ site: RegionSite) -> RegionEstimate {
    site.located[0].estimate
  }

  private func role(_ estimate: RegionEstimate) -> RegionRole {
    taxonomy.classes[estimate.classIndex].role
  }

  private func scored(_ estimate: RegionEstimate) -> RegionMatching.Scored {
    (
      MatchCandidate(
        box: estimate.box, classProbabilities: estimate.classProbabilities, role: role(estimate)),
      estimate.score
    )
  }
}
