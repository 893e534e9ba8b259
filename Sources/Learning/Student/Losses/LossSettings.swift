/// How the losses of detection are put together.
public struct LossSettings: Hashable, Codable, Sendable {
  /// How the classes learn.
  public var classes = ClassLoss.qualityFocal
  /// Weight of the classes.
  public var quality = 1.0
  /// Generalised IoU.
  public var overlap = 2.0
  /// Distribution focal loss.
  public var distribution = 0.25
  /// Likelihood of the variances.
  public var variance = 0.1
  /// Points that learn a truth, at most.
  public var candidates = 13
  /// Exponent of the score in the alignment of a point with a truth.
  public var scoreExponent = 1.0
  /// Whether unsure classes of pseudo-labels are learnt as shares of several.
  public var softClasses = false

  /// The defaults.
  public init() {}
}

/// How class scores learn the quality of their boxes.
public enum ClassLoss: String, Hashable, Codable, CaseIterable, Sendable {
  /// Quality focal loss (Li et al., NeurIPS 2020): points that are right learn little.
  case qualityFocal = "quality-focal"
  /// Binary cross-entropy, as the YOLO family has it.
  case crossEntropy = "cross-entropy"
}
