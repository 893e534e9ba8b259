import Layout

/// Fuses the observations of one site into a region.
struct SiteFusion {
  let taxonomy: Taxonomy
  let settings: FusionSettings
  let boxes: BoxFusion
  let unnamed: UnnamedClasses
  /// Who weighs classes and scores beside the settings.
  var pools: (any PoolWeighting)?
  /// Sources that saw anything at all on the page.
  let speaking: [EstimateSource]
  /// How far each source is believed on this page, 0...1.
  let trust: SourceTable<Double>

  /// Fuses a site; the region's `id` and `parent` are set later.
  func fuse(_ site: RegionSite) throws(FusionError) -> FusedRegion {
    let located = site.located.map(\.estimate)
    let fusedBox = try boxes.fuse(located)
    let estimates = site.observations.map(\.estimate)
    let isTextOnly = !estimates.contains { $0.source.isDetector }
    let change = estimates.count > 1 ? pools?.change(for: estimates) : nil
    let standard = estimates.map(exponent)
    let exponents = change?.classes(standard, estimates) ?? standard
    var probabilities = pooledClasses(estimates, exponents)
    if isTextOnly { probabilities = smoothed(probabilities) }
    let classIndex = probabilities.indexOfGreatest ?? 0
    let role = taxonomy.classes[classIndex].role
    var score = pooledScore(estimates, change, classIndex: classIndex)
    // Where nobody else vouches for a region, it exists as far as who saw it is believed.
    if isTextOnly { score *= estimates.map { trust[$0.source] }.max() ?? 1 }
    let overlap = Self.overlap(located)
    let agreement = estimates.count > 1 ? overlap * Self.likeness(estimates) : nil
    let flags = flags(site, box: fusedBox, classIndex: classIndex)
    let judgement: Judgement
    let className = taxonomy.classes[classIndex].name
    if estimates.count > 1, !isTextOnly {
      judgement = judgeMatched(
        site, box: fusedBox, score: score, overlap: overlap, classIndex: classIndex,
        probability: probabilities[classIndex])
    } else if isTextOnly {
      judgement = settings.decisions.judgeTextOnly(
        estimates, role: role, className: className,
        isTrusted: estimates.contains {
          trust[$0.source] >= settings.trust.minimum
        })
    } else {
      judgement = settings.decisions.judgeTeacherOnly(
        score: score, role: role, className: className)
    }
    return FusedRegion(
      id: 0, box: fusedBox.box, variance: fusedBox.variance, classProbabilities: probabilities,
      score: score, contributions: contributions(site, weights: fusedBox.weights, exponents),
      gate: fusedBox.gate, agreement: agreement, decision: judgement.decision,
      reason: judgement.reason, flags: flags)
  }

  private func exponent(_ estimate: RegionEstimate) -> Double {
    settings.classes.exponents[estimate.source][role(estimate)] * trust[estimate.source]
  }

  private func role(_ estimate: RegionEstimate) -> RegionRole {
    taxonomy.classes[estimate.classIndex].role
  }

  /// One source alone keeps its probabilities as they are.
  private func pooledClasses(
    _ estimates: [RegionEstimate], _ exponents: [Double]
  ) -> [Double] {
    guard estimates.count > 1 else { return estimates[0].classProbabilities }
    return ClassPool.pool(
      zip(estimates, exponents).map {
        ClassPool.Part(
          probabilities: unnamed.probabilities($0), weight: $1,
          temperature: settings.classes.temperatures[$0.source], leanings: leanings($0))
      }, rule: settings.classes.rule, prior: settings.classes.prior)
  }

  private func leanings(_ estimate: RegionEstimate) -> [Double] {
    let leanings = settings.classes.leanings[estimate.source][role(estimate)]
    return leanings == RoleTable(0)
      ? [] : taxonomy.classes.map { trust[estimate.source] * leanings[$0.role] }
  }

  private func smoothed(_ probabilities: [Double]) -> [Double] {
    let share = settings.decisions.textOnly.labelSmoothing
    return probabilities.map { (1 - share) * $0 + share / Double(probabilities.count) }
  }

  /// Scores of the sources that saw the region and of those whose silence counts.
  private func pooledScore(
    _ estimates: [RegionEstimate], _ change: PoolChange?, classIndex: Int
  ) -> Double {
    let fusedRole = taxonomy.classes[classIndex].role
    var parts = estimates.map {
      let isDenial =
        $0.classIndex != classIndex && settings.scores.denies[$0.source][fusedRole]
      let likeness = $0.classProbabilities[classIndex] / $0.classProbabilities[$0.classIndex]
      return ScorePool.Part(
        score: isDenial ? $0.score * likeness : $0.score,
        weight: settings.scores.weights[$0.source][role($0)] * trust[$0.source],
        temperature: settings.scores.temperatures[$0.source])
    }
    if let weights = change?.scores(parts.map(\.weight), estimates) {
      for index in parts.indices { parts[index].weight = weights[index] }
    }
    for source in speaking where !estimates.contains(where: { $0.source == source }) {
      guard let silence = settings.scores.silence[source][fusedRole] else { continue }
      parts.append(
        ScorePool.Part(
          score: silence, weight: settings.scores.weights[source][fusedRole] * trust[source]))
    }
    let total = parts.reduce(0) { $0 + $1.weight }
    for index in parts.indices { parts[index].weight /= total }
    return ScorePool.pool(parts)
  }

  private func flags(_ site: RegionSite, box: FusedBox, classIndex: Int) -> [String] {
    var flags = site.flags
    func add(_ flag: RegionFlag) {
      if !flags.contains(flag.rawValue) { flags.append(flag.rawValue) }
    }
    let classes = Set(site.observations.map(\.estimate.classIndex))
    if !box.conflicts.isEmpty { add(.conflict) }
    if classes.count > 1 { add(.classDisagreement) }
    if site.observations.contains(where: {
      $0.estimate.source.isDetector && $0.estimate.classIndex != classIndex
    }) {
      add(.classFlip)
    }
    if site.observations.contains(where: {
      $0.estimate.evidence.flags.contains(RegionFlag.clipped.rawValue)
    }) {
      add(.clipped)
    }
    return flags
  }

  private func contributions(
    _ site: RegionSite, weights: [[Double]], _ exponents: [Double]
  ) -> [Contribution] {
    var contributions: [Contribution] = []
    var next = weights.makeIterator()
    let allLocated = !site.observations.contains(where: \.isLocated)
    for (observation, classWeight) in zip(site.observations, exponents) {
      let none = [0.0, 0, 0, 0]
      let boxWeights = observation.isLocated || allLocated ? next.next() ?? none : none
      contributions.append(
        Contribution(
          source: observation.estimate.source, estimate: observation.estimate.id,
          boxWeights: boxWeights, classWeight: classWeight))
      for duplicate in observation.duplicates {
        contributions.append(
          Contribution(
            source: duplicate.source, estimate: duplicate.id, boxWeights: none,
            classWeight: classWeight))
      }
    }
    return contributions
  }

  /// Mean intersection over union of the first box with the others; 1 for one box.
  static func overlap(_ estimates: [RegionEstimate]) -> Double {
    guard estimates.count > 1 else { return 1 }
    let first = estimates[0].box
    let sum = estimates.dropFirst().reduce(0) { $0 + first.intersectionOverUnion($1.box) }
    return sum / Double(estimates.count - 1)
  }

  /// Mean Bhattacharyya coefficient `Σ √(p·q)` of the first class vector with the others: 1 when
  /// they are equal.
  static func likeness(_ estimates: [RegionEstimate]) -> Double {
    let first = estimates[0].classProbabilities
    let sum = estimates.dropFirst().reduce(0.0) { sum, other in
      sum + zip(first, other.classProbabilities).reduce(0) { $0 + ($1.0 * $1.1).squareRoot() }
    }
    return min(1, sum / Double(max(1, estimates.count - 1)))
  }
}
