import Layout

/// Keeps edges on which the sources contradict each other from being averaged.
///
/// The mean of two edges that lie many standard deviations apart is a third, wrong edge; there
/// one source decides alone, by its weight and by how rarely it is grossly wrong, and its variance
/// is raised. (Our choice; the factor for milder disagreement is that of Birge 1932.)
public struct DisagreementGuard: Hashable, Sendable {
  /// Largest squared innovation that is still averaged: 10.83 is the 0.999 quantile of χ²₁.
  public var limit: Double
  /// Correlation of the sources' errors.
  public var correlation: Double
  /// By source, the share of edges that are grossly wrong: where two contradict each other, one is.
  public var grossShares: SourceTable<Double>

  /// Makes a guard.
  public init(
    limit: Double = 10.83, correlation: Double = 0,
    grossShares: SourceTable<Double> = SourceTable(0.1)
  ) {
    self.limit = limit
    self.correlation = correlation
    self.grossShares = grossShares
  }

  /// The guarded edges.
  public struct Outcome: Hashable, Sendable {
    /// For each of x1, y1, x2, y2 the weighted mean, its variance raised by the disagreement.
    public var edges: [WeightedMean]
    /// Largest squared innovation of a pair of sources, for each edge; 0 for one source.
    public var innovations: [Double]
    /// Edges that one source decided alone because the sources contradict each other.
    public var conflicts: [BoxCoordinate]
  }

  /// Largest `z² = (a−b)² / (vₐ+v_b−2ρ√(vₐv_b))` over the pairs; 0 for fewer than two.
  public func innovation(_ estimates: [ScalarEstimate]) -> Double {
    var largest = 0.0
    for i in estimates.indices {
      for j in estimates.indices where j > i {
        let (a, b) = (estimates[i], estimates[j])
        guard a.variance.isFinite, b.variance.isFinite else { continue }
        let spread =
          a.variance + b.variance - 2 * correlation * (a.variance * b.variance).squareRoot()
        let gap = a.mean - b.mean
        if gap == 0 { continue }
        largest = max(largest, spread > 0 ? gap * gap / spread : .infinity)
      }
    }
    return largest
  }

  /// Applies the guard to the weighted edges of a region's boxes.
  public func apply(to weights: BoxWeights, of estimates: [RegionEstimate]) -> Outcome {
    let scalars = BoxCoordinate.allCases.map { coordinate in
      estimates.map {
        ScalarEstimate(mean: $0.box[coordinate], variance: $0.variance[coordinate])
      }
    }
    let innovations = scalars.map(innovation)
    let gross = estimates.map { grossShares[$0.source] }
    let agreeing = innovations.filter { $0 <= limit }
    let birge = agreeing.isEmpty ? 1 : max(1, agreeing.reduce(0, +) / Double(agreeing.count))
    var edges = weights.edges
    var conflicts: [BoxCoordinate] = []
    for coordinate in BoxCoordinate.allCases {
      let index = coordinate.rawValue
      if innovations[index] > limit {
        conflicts.append(coordinate)
        edges[index] = decided(
          edges[index], among: scalars[index], gross: gross, innovation: innovations[index])
      } else {
        edges[index].variance *= birge
      }
    }
    return Outcome(edges: edges, innovations: innovations, conflicts: conflicts)
  }

  /// The estimate of the greatest weight over its share of gross errors (the first of equals),
  /// alone.
  private func decided(
    _ edge: WeightedMean, among scalars: [ScalarEstimate], gross: [Double], innovation: Double
  ) -> WeightedMean {
    let merit = zip(edge.weights, gross).map { $0 / max(0.01, $1) }
    var chosen = 0
    for index in scalars.indices where merit[index] > merit[chosen] { chosen = index }
    return WeightedMean(
      weights: scalars.indices.map { $0 == chosen ? 1 : 0 }, mean: scalars[chosen].mean,
      variance: scalars[chosen].variance * innovation / limit)
  }
}
