import Layout

/// The fused box of a region.
public struct FusedBox: Hashable, Sendable {
  /// Edges, page-image pixels.
  public var box: Box
  /// Variance of each edge, px².
  public var variance: BoxVariance
  /// For each estimate its weight in x1, y1, x2, y2.
  public var weights: [[Double]]
  /// Edges on which the sources contradict each other.
  public var conflicts: [BoxCoordinate]
  /// The gate's weight for the teacher, if one spoke.
  public var gate: Double?
}

/// Fuses the boxes of one region: weights, then the disagreement guard, then a least size.
public struct BoxFusion: Sendable {
  /// Who weighs.
  public var weighting: any BoxWeighting
  /// What is not averaged; `nil` averages everything.
  public var disagreement: DisagreementGuard?
  /// Least width and height of a fused box, pixels.
  public var minimumSide: Double

  /// Makes the box fusion.
  public init(
    weighting: any BoxWeighting = InverseVarianceWeighting(),
    disagreement: DisagreementGuard? = DisagreementGuard(), minimumSide: Double = 2
  ) {
    self.weighting = weighting
    self.disagreement = disagreement
    self.minimumSide = minimumSide
  }

  /// Makes the box fusion that settings describe.
  ///
  /// - Parameter weighting: who weighs; `nil` takes the rule of the settings.
  init(_ settings: BoxSettings, weighting: (any BoxWeighting)? = nil) {
    self.init(
      weighting: weighting ?? settings.weighting,
      disagreement: settings.conflictLimit.map {
        DisagreementGuard(
          limit: $0, correlation: settings.correlation, grossShares: settings.grossShares)
      },
      minimumSide: settings.minimumSide)
  }

  /// The fusion of the boxes of a page.
  func prepared(for page: PageContext) -> BoxFusion {
    var copy = self
    copy.weighting = weighting.prepared(for: page)
    return copy
  }

  /// Fuses at least one estimate with valid boxes and variances; one estimate comes back as is.
  ///
  /// - Throws: `FusionError.unknownEdge`.
  public func fuse(_ estimates: [RegionEstimate]) throws(FusionError) -> FusedBox {
    let weights = try weighting.weights(for: estimates)
    var edges = weights.edges
    var conflicts: [BoxCoordinate] = []
    if let disagreement, estimates.count > 1 {
      let outcome = disagreement.apply(to: weights, of: estimates)
      edges = outcome.edges
      conflicts = outcome.conflicts
    }
    for (low, high) in [(BoxCoordinate.x1, BoxCoordinate.x2), (.y1, .y2)]
    where edges[high.rawValue].mean - edges[low.rawValue].mean < minimumSide {
      share(low, high, of: &edges, estimates: estimates)
    }
    var fused = FusedBox(
      box: Box(x1: 0, y1: 0, x2: 0, y2: 0), variance: BoxVariance(uniform: 0),
      weights: estimates.indices.map { index in edges.map { $0.weights[index] } },
      conflicts: conflicts, gate: weights.gate)
    for coordinate in BoxCoordinate.allCases {
      fused.box[coordinate] = edges[coordinate.rawValue].mean
      fused.variance[coordinate] = edges[coordinate.rawValue].variance
    }
    return fused
  }

  /// Gives opposite edges the same weights, clamped to 0...1: a convex combination of valid boxes
  /// is a valid box.
  private func share(
    _ low: BoxCoordinate, _ high: BoxCoordinate, of edges: inout [WeightedMean],
    estimates: [RegionEstimate]
  ) {
    let mean = estimates.indices.map {
      max(0, edges[low.rawValue].weights[$0]) + max(0, edges[high.rawValue].weights[$0])
    }
    let total = mean.reduce(0, +)
    let shared = mean.map { $0 / total }
    for coordinate in [low, high] {
      var value = 0.0
      for (weight, estimate) in zip(shared, estimates) {
        value += weight * estimate.box[coordinate]
      }
      edges[coordinate.rawValue].weights = shared
      edges[coordinate.rawValue].mean = value
    }
  }
}
