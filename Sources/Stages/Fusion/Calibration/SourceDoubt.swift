import Layout

/// Finds how much less a text source's boxes should count beside a teacher's than their variances
/// say.
///
/// Weights by inverse variance are best for errors that are independent and have no other shape than
/// normal. Two sources that look at one page err together, and text that is wrong by a line is wrong
/// where the teacher is right: on human labels fused boxes are better when text counts several times
/// less. One number a source is fitted to the boxes themselves.
struct SourceDoubt {
  /// Factors that are tried.
  private static let factors = [1.0, 2, 4, 8, 16, 32, 64]
  /// Sites from which anything is said.
  private static let leastSites = 50

  private let sites: [[MatchedEstimate]]
  private let settings: FusionSettings

  init(_ sites: [[MatchedEstimate]], _ settings: FusionSettings) {
    self.sites = sites
    self.settings = settings
  }

  /// The factor of the best boxes, the least of equals; 1 where too few sites tell.
  func fitted(to source: EstimateSource) -> Double {
    let shared = sites.filter { site in
      let sources = site.map(\.estimate.source)
      return site.first?.truth != nil && sources.contains(source)
        && sources.contains(where: \.isDetector)
    }
    guard shared.count >= Self.leastSites else { return 1 }
    let losses = Self.factors.map { factor in
      var settings = settings
      settings.variances.doubt[source] = RoleTable(factor)
      let loss = BoxLoss(settings)
      return shared.reduce(0) { $0 + (loss.missed($1) ?? 0) }
    }
    let best = losses.indices.min { losses[$0] < losses[$1] } ?? 0
    return Self.factors[best]
  }
}
