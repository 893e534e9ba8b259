import Layout

/// The weights of several boxes of one region, edge by edge.
public struct BoxWeights: Hashable, Sendable {
  /// For each of x1, y1, x2, y2 the weighted mean over the boxes, in their order.
  public var edges: [WeightedMean]
  /// The teacher's weight as a learned gate gave it, 0...1; `nil` where none spoke.
  public var gate: Double?

  /// Makes weights.
  public init(edges: [WeightedMean], gate: Double? = nil) {
    self.edges = edges
    self.gate = gate
  }
}

/// Decides how much each source's box counts.
///
/// This is where a learned gate fits in: it sees the whole estimates (scores, class
/// probabilities, evidence), not only their boxes.
public protocol BoxWeighting: Sendable {
  /// The weighting for the regions of a page.
  func prepared(for page: PageContext) -> any BoxWeighting

  /// Weights for the boxes of one region.
  ///
  /// - Parameter estimates: at least one, variances valid; the teacher's first where there is one.
  /// - Throws: `FusionError.unknownEdge`.
  func weights(for estimates: [RegionEstimate]) throws(FusionError) -> BoxWeights
}

extension BoxWeighting {
  /// A weighting that does not look at the page.
  public func prepared(for page: PageContext) -> any BoxWeighting { self }
}

/// Inverse-variance weights.
///
/// Source: Shihab et al. 2025 (arXiv 2511.08903), theorem 1.
public struct InverseVarianceWeighting: BoxWeighting {
  /// Correlation ρ of the sources' errors.
  public var correlation: Double
  /// Whether weights may leave 0...1.
  public var extrapolates: Bool
  /// One variance a box, the mean over its edges, as in the paper, rather than one an edge.
  public var isIsotropic: Bool

  /// Whether the sources other than the teacher make the same errors.
  ///
  /// Of estimates whose correlation is unknown and may be 1, covariance intersection (Julier and
  /// Uhlmann 1997) keeps the one of least variance; so is it done here, edge by edge.
  public var sharesTextErrors: Bool

  /// Makes the weighting.
  public init(
    correlation: Double = 0, extrapolates: Bool = false, isIsotropic: Bool = false,
    sharesTextErrors: Bool = false
  ) {
    self.sharesTextErrors = sharesTextErrors
    self.correlation = correlation
    self.extrapolates = extrapolates
    self.isIsotropic = isIsotropic
  }

  /// Weights for the boxes of one region.
  public func weights(for estimates: [RegionEstimate]) throws(FusionError) -> BoxWeights {
    var edges: [WeightedMean] = []
    for coordinate in BoxCoordinate.allCases {
      var scalars = estimates.map {
        ScalarEstimate(
          mean: $0.box[coordinate],
          variance: isIsotropic ? $0.variance.mean : $0.variance[coordinate])
      }
      if sharesTextErrors { Self.keepSurest(of: estimates, in: &scalars) }
      guard
        let edge = InverseVariance.combine(
          scalars, correlation: correlation, extrapolates: extrapolates)
      else {
        throw .unknownEdge(region: EstimateReference(estimates[0]), coordinate: coordinate)
      }
      edges.append(edge)
    }
    return BoxWeights(edges: edges)
  }
}

extension InverseVarianceWeighting {
  /// Makes the variances of all text sources but the surest (the first of equals) infinite.
  private static func keepSurest(
    of estimates: [RegionEstimate], in scalars: inout [ScalarEstimate]
  ) {
    let texts = estimates.indices.filter { !estimates[$0].source.isDetector }
    guard let surest = texts.min(by: { scalars[$0].variance < scalars[$1].variance }) else {
      return
    }
    for index in texts where index != surest { scalars[index].variance = .infinity }
  }
}

/// The same weight for the teacher in every region; the other sources share the rest equally.
public struct FixedWeighting: BoxWeighting {
  /// The teacher's weight, 0...1; the paper's fixed setting is 0.6.
  public var teacher: Double

  /// Makes the weighting.
  public init(teacher: Double = 0.6) { self.teacher = teacher }

  /// Weights for the boxes of one region.
  public func weights(for estimates: [RegionEstimate]) throws(FusionError) -> BoxWeights {
    let others = estimates.count { !$0.source.isDetector }
    let teachers = estimates.count - others
    let weights = estimates.map { estimate in
      if others == 0 { return 1 / Double(teachers) }
      if teachers == 0 { return 1 / Double(others) }
      return estimate.source.isDetector
        ? teacher / Double(teachers) : (1 - teacher) / Double(others)
    }
    let edges = BoxCoordinate.allCases.map { coordinate in
      var mean = 0.0
      var variance = 0.0
      for (weight, estimate) in zip(weights, estimates) where weight > 0 {
        mean += weight * estimate.box[coordinate]
        variance += weight * weight * estimate.variance[coordinate]
      }
      return WeightedMean(weights: weights, mean: mean, variance: variance)
    }
    return BoxWeights(edges: edges)
  }
}
