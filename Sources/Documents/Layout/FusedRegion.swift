/// What becomes of a fused region.
public enum Decision: String, Codable, CaseIterable, Sendable {
  /// A pseudo-label to train on.
  case accepted
  /// Neither a label nor background: training leaves the place out.
  case ignored
  /// A person should look.
  case review
}

/// One estimate's part in a fused region.
public struct Contribution: Hashable, Codable, Sendable {
  /// Whose estimate.
  public var source: EstimateSource
  /// Its `RegionEstimate.id`.
  public var estimate: Int
  /// Weight of its box, for each of x1, y1, x2, y2; the weights of a region's contributions sum
  /// to 1 coordinate by coordinate.
  public var boxWeights: [Double]
  /// Its exponent (or share) in the class pool.
  public var classWeight: Double

  /// Makes a contribution.
  public init(source: EstimateSource, estimate: Int, boxWeights: [Double], classWeight: Double) {
    self.source = source
    self.estimate = estimate
    self.boxWeights = boxWeights
    self.classWeight = classWeight
  }
}

/// A region after fusion, with everything needed to say why it is there.
public struct FusedRegion: Hashable, Codable, Sendable {
  /// Position on the page, from 0, in reading order.
  public var id: Int
  /// Fused box, page-image pixels.
  public var box: Box
  /// Variance of each fused edge, px².
  public var variance: BoxVariance
  /// Fused probabilities over the taxonomy; they sum to 1.
  public var classProbabilities: [Double]
  /// Fused probability that there is a region here, in 0...1.
  public var score: Double
  /// `id` of the enclosing fused region, if any.
  public var parent: Int?
  /// Every estimate that went in, with its weight.
  public var contributions: [Contribution]
  /// The gate's weight for the teacher in 0...1; `nil` where no learned gate spoke.
  public var gate: Double?
  /// How well the sources agree in 0...1: box overlap times class agreement; `nil` for one source.
  public var agreement: Double?
  /// Accepted, ignored or for review.
  public var decision: Decision
  /// Why, in words.
  public var reason: String
  /// Marks such as `conflict`, `class_flip`, `llm_merges`.
  public var flags: [String]

  /// Makes a fused region.
  public init(
    id: Int, box: Box, variance: BoxVariance, classProbabilities: [Double], score: Double,
    parent: Int? = nil, contributions: [Contribution], gate: Double? = nil,
    agreement: Double? = nil, decision: Decision, reason: String, flags: [String] = []
  ) {
    self.id = id
    self.box = box
    self.variance = variance
    self.classProbabilities = classProbabilities
    self.score = score
    self.parent = parent
    self.contributions = contributions
    self.gate = gate
    self.agreement = agreement
    self.decision = decision
    self.reason = reason
    self.flags = flags
  }

  /// Index of the most probable class (the lower index on a tie).
  public var classIndex: Int { classProbabilities.indexOfGreatest ?? 0 }
}
