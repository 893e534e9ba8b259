import Layout

extension LabelledPage {
  private var place: String { page.place }

  /// Refuses a page that was labelled with other classes, or whose numbers cannot be written.
  func check(against taxonomy: Taxonomy) throws(InterchangeError) {
    guard page.width > 0, page.height > 0 else {
      throw .unfitPage(page: place, reason: "its size is \(page.width) x \(page.height) pixels")
    }
    for estimate in teacher + proposals {
      try check(
        "\(estimate.source.rawValue) estimate \(estimate.id)", estimate.classProbabilities,
        numbers: [estimate.score], estimate.box, estimate.variance, taxonomy)
    }
    for region in fused {
      let weights = region.contributions.flatMap { $0.boxWeights + [$0.classWeight] }
      try check(
        "fused region \(region.id)", region.classProbabilities,
        numbers: [region.score, region.agreement ?? 0, region.gate ?? 0] + weights, region.box,
        region.variance, taxonomy)
    }
  }

  private func check(
    _ name: String, _ probabilities: [Double], numbers: [Double], _ box: Box,
    _ variance: BoxVariance, _ taxonomy: Taxonomy
  ) throws(InterchangeError) {
    guard probabilities.count == taxonomy.count else {
      throw .otherTaxonomy(
        page: place, classes: probabilities.count, taxonomy: taxonomy.name, count: taxonomy.count)
    }
    guard (probabilities + numbers + box.edges + variance.edges).allSatisfy(\.isFinite) else {
      throw .unfitPage(page: place, reason: "\(name) holds a number that is not finite")
    }
  }
}
