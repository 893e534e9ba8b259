/// Who made an estimate.
public enum EstimateSource: String, Codable, CaseIterable, Sendable {
  case teacher
  /// A detector that Galley trained, which stands where a teacher does.
  case student
  case languageModel = "llm"
  case textRules = "text_rules"
  case human

  /// Whether it looks at the picture alone: a teacher, or a student in its place.
  public var isDetector: Bool { self == .teacher || self == .student }
}

/// What an estimate rests on.
public struct Evidence: Hashable, Codable, Sendable {
  /// Ids of the page's words (`Word.id`) that the region holds, ascending.
  public var wordIDs: [Int]
  /// The model or rule set, such as `yolov8n-doclaynet` or `text-rules-1`.
  public var model: String
  /// SHA-256 (hex) of the prompt, for estimates of a language model.
  public var promptHash: String?
  /// The rule or rationale in a few words, such as `caption: starts with "Table 2"`.
  public var reason: String?
  /// Text clarity in 0...1, where it was measured.
  public var textQuality: Double?
  /// Spatial consistency in 0...1, where it was measured.
  public var spatialQuality: Double?
  /// How many of the augmented passes (or samples) found the region, and out of how many.
  public var support: Support?
  /// Marks such as `trimmed` or `clipped`.
  public var flags: [String]

  /// Found in `found` of `total` passes.
  public struct Support: Hashable, Codable, Sendable {
    /// Passes that found the region.
    public var found: Int
    /// Passes made.
    public var total: Int

    /// Makes a support count.
    public init(found: Int, total: Int) {
      self.found = found
      self.total = total
    }
  }

  /// Makes the evidence of an estimate.
  public init(
    wordIDs: [Int] = [], model: String, promptHash: String? = nil, reason: String? = nil,
    textQuality: Double? = nil, spatialQuality: Double? = nil, support: Support? = nil,
    flags: [String] = []
  ) {
    self.wordIDs = wordIDs
    self.model = model
    self.promptHash = promptHash
    self.reason = reason
    self.textQuality = textQuality
    self.spatialQuality = spatialQuality
    self.support = support
    self.flags = flags
  }
}

/// A region as one source sees it: where it is, how sure of that, and what it may be.
public struct RegionEstimate: Hashable, Codable, Sendable {
  /// Position among the estimates of the same source on the same page, from 0.
  public var id: Int
  /// Mean of the box, page-image pixels.
  public var box: Box
  /// Variance of each edge, px².
  public var variance: BoxVariance
  /// Probabilities over the project's taxonomy, in its order; they sum to 1.
  public var classProbabilities: [Double]
  /// Probability that there is a region here at all, in 0...1.
  public var score: Double
  /// Who says so.
  public var source: EstimateSource
  /// `id` of the enclosing estimate of the same source and page, if any.
  public var parent: Int?
  /// What it rests on.
  public var evidence: Evidence

  /// Makes an estimate; `validate(in:)` checks it.
  public init(
    id: Int, box: Box, variance: BoxVariance, classProbabilities: [Double], score: Double,
    source: EstimateSource, parent: Int? = nil, evidence: Evidence
  ) {
    self.id = id
    self.box = box
    self.variance = variance
    self.classProbabilities = classProbabilities
    self.score = score
    self.source = source
    self.parent = parent
    self.evidence = evidence
  }

  /// Index of the most probable class (the lower index on a tie).
  public var classIndex: Int { classProbabilities.indexOfGreatest ?? 0 }
}
