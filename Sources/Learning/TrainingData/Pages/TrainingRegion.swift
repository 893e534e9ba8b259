import Layout

/// A region to train on: a box, its class, and how sure its labeller was.
public struct TrainingRegion: Hashable, Sendable {
  /// Who labelled it.
  public enum Source: String, Hashable, Sendable {
    case human
    case pseudo
  }

  /// Box in pixels: of the page image, or of the student's input once a view was made.
  public var box: Box
  /// Position of its class in the taxonomy.
  public var classIndex: Int
  /// Variance of the left, top, right and bottom side, px² of the same pixels; 0 for human labels.
  public var variance: BoxVariance
  /// How sure the label is, 0...1; 1 for human labels.
  public var confidence: Double
  /// Probabilities over the taxonomy, for a soft target; `nil` is certain of the class.
  public var classProbabilities: [Double]?
  /// Whether it is neither a label nor background: a crowd, a region for review, or one of which a
  /// view shows too little.
  public var isIgnored: Bool
  /// Who labelled it.
  public var source: Source

  /// Makes a region; the defaults are those of a human label.
  public init(
    box: Box, classIndex: Int, variance: BoxVariance = BoxVariance(uniform: 0),
    confidence: Double = 1, classProbabilities: [Double]? = nil, isIgnored: Bool = false,
    source: Source = .human
  ) {
    self.box = box
    self.classIndex = classIndex
    self.variance = variance
    self.confidence = confidence
    self.classProbabilities = classProbabilities
    self.isIgnored = isIgnored
    self.source = source
  }
}
