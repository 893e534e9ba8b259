import Layout

/// Weighs boxes by a learned gate on top of another weighting.
///
/// f is added to the logit of the teacher's weight on every edge, so that variances that differ from
/// edge to edge keep their say; several text sources share the rest as before.
public struct GateWeighting: BoxWeighting {
  /// The gate.
  public var gate: Gate
  /// Weighs where the gate adds nothing; `FixedWeighting` where variances are unknown.
  public var base: any BoxWeighting
  /// Correlation ρ of the sources' errors, for the variance of what comes out.
  public var correlation: Double
  var page: PageContext?

  /// Makes the weighting.
  public init(
    _ gate: Gate, base: any BoxWeighting = InverseVarianceWeighting(), correlation: Double = 0
  ) {
    self.gate = gate
    self.base = base
    self.correlation = correlation
  }

  /// The weighting for the regions of a page.
  public func prepared(for page: PageContext) -> any BoxWeighting { on(page) }

  func on(_ page: PageContext) -> GateWeighting {
    var copy = self
    copy.page = page
    return copy
  }

  /// Weights for the boxes of one region.
  public func weights(for estimates: [RegionEstimate]) throws(FusionError) -> BoxWeights {
    var weights = try base.weights(for: estimates)
    guard let shift = gate.shifts(for: estimates, on: page)?.first else { return weights }
    let isTeacher = estimates.map { $0.source.isDetector }
    for coordinate in BoxCoordinate.allCases {
      let edge = weights.edges[coordinate.rawValue]
      let moved = TeacherTilt.weights(edge.weights, isTeacher: isTeacher, shiftedBy: shift)
      guard moved != edge.weights else { continue }
      weights.edges[coordinate.rawValue] = combined(moved, coordinate, estimates)
    }
    let shares = weights.edges.map { TeacherTilt.share(of: $0.weights, isTeacher) }
    weights.gate = min(max(shares.reduce(0, +) / 4, 0), 1)
    return weights
  }

  /// Mean and variance under given weights.
  private func combined(
    _ weights: [Double], _ coordinate: BoxCoordinate, _ estimates: [RegionEstimate]
  ) -> WeightedMean {
    let active = estimates.indices.filter { weights[$0] > 0 }
    let edges = active.map { estimates[$0].box[coordinate] }
    var (mean, squares, deviations) = (0.0, 0.0, 0.0)
    for (index, edge) in zip(active, edges) {
      let weight = weights[index]
      let variance = estimates[index].variance[coordinate]
      mean += weight * edge
      squares += weight * weight * variance
      deviations += weight * variance.squareRoot()
    }
    // Σᵢⱼ wᵢwⱼσᵢσⱼρᵢⱼ with one ρ for all pairs.
    let variance = (1 - correlation) * squares + correlation * deviations * deviations
    if let low = edges.min(), let high = edges.max() { mean = min(max(mean, low), high) }
    return WeightedMean(weights: weights, mean: mean, variance: variance)
  }
}
