import Layout

extension SiteFusion {
  /// Judges a region that the teacher and a text source saw.
  func judgeMatched(
    _ site: RegionSite, box: FusedBox, score: Double, overlap: Double, classIndex: Int,
    probability: Double
  ) -> Judgement {
    let estimates = site.observations.map(\.estimate)
    let decisions = settings.decisions
    let threshold = decisions.acceptance[taxonomy.classes[classIndex].role]
    var parts = [sentence(site, overlap: overlap) + ": " + weights(site, box: box)]
    if !box.conflicts.isEmpty {
      parts.append(
        "they contradict each other on \(box.conflicts.map { "\($0)" }.joined(separator: ", "))")
    }
    let classes = estimates.map { taxonomy.classes[$0.classIndex].name }
    let differ = Set(classes).count > 1
    if differ {
      let claims = zip(estimates, classes).map { "\($0.source.phrase) \($1)" }
      parts.append(
        "class \(taxonomy.classes[classIndex].name) (\(probability.decimals(2))) from "
          + claims.joined(separator: ", "))
    }
    parts += site.notes
    func judge(_ decision: Decision, _ why: String? = nil) -> Judgement {
      Judgement(
        decision: decision, reason: (parts + [why].compactMap(\.self)).joined(separator: "; "))
    }
    if score < threshold {
      return judge(
        .ignored, "score \(score.decimals(2)) is below \(threshold.decimals(2)): ignored")
    }
    if differ, probability < decisions.reviewClassProbability {
      return judge(.review, "the class is doubtful: for review")
    }
    if overlap < decisions.reviewOverlap {
      return judge(.review, "the boxes overlap little: for review")
    }
    return judge(.accepted)
  }

  private func sentence(_ site: RegionSite, overlap: Double) -> String {
    let names = site.observations.map(\.estimate.source.phrase)
    let who = names.dropLast().joined(separator: ", ") + " and " + (names.last ?? "")
    return site.located.count > 1
      ? "\(who) agree (IoU \(overlap.decimals(2)))" : "\(who) both speak of it"
  }

  /// Such as `edges weighted 0.72/0.28`: the mean weight of each box over the four edges.
  private func weights(_ site: RegionSite, box: FusedBox) -> String {
    guard site.located.count > 1 else {
      return "the box is the \(site.located[0].estimate.source.phrase)'s"
    }
    let means = box.weights.map { ($0.reduce(0, +) / 4).decimals(2) }
    return "edges weighted " + means.joined(separator: "/")
  }
}
