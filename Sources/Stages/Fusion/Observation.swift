import Layout

/// What one source says of one site, ready to be fused: duplicates joined, bias taken off.
struct Observation {
  /// Box, variance, class probabilities and score that fusion works with.
  var estimate: RegionEstimate
  /// Further estimates of the same source that went into it.
  var duplicates: [EstimateReference] = []
  /// Whether its box counts; a group's other half lends only its class.
  var isLocated = true
}

/// Joins the estimates that one source made of the same site.
///
/// A detector whose suppression works class by class gives a site once for each class that it
/// may be; fusion wants it once, with a score for each class.
struct SameSite {
  /// Least intersection over union at which two estimates of a source are one.
  var minimumOverlap: Double

  /// Observations in descending order of score (ties: ascending id).
  ///
  /// The best-scored estimate of a site gives the box; each class keeps its best score.
  func observations(of estimates: [RegionEstimate]) -> [Observation] {
    let order = estimates.sorted { ($0.score, $1.id) > ($1.score, $0.id) }
    var sites: [(observation: Observation, scores: [Double])] = []
    for estimate in order {
      let scores = estimate.classScores
      let home = sites.firstIndex {
        $0.observation.estimate.box.intersectionOverUnion(estimate.box) >= minimumOverlap
      }
      if let home {
        sites[home].scores = zip(sites[home].scores, scores).map { max($0, $1) }
        sites[home].observation.duplicates.append(EstimateReference(estimate))
      } else {
        sites.append((Observation(estimate: estimate), scores))
      }
    }
    return sites.map { site in
      var observation = site.observation
      if !observation.duplicates.isEmpty, site.scores.contains(where: { $0 > 0 }) {
        observation.estimate.classProbabilities = ClassPool.normalised(site.scores)
      }
      return observation
    }
  }
}
