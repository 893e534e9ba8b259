/// How much each part of the detection loss counts.
public struct LossWeights: Hashable, Codable, Sendable {
  /// Quality focal loss of the classes.
  public var quality = 1.0
  /// Generalised IoU.
  public var overlap = 2.0
  /// Distribution focal loss.
  public var distribution = 0.25
  /// Likelihood of the variances.
  public var variance = 0.1
  /// Whether unsure classes of pseudo-labels are learnt as shares of several.
  public var softClasses = false

  /// The defaults.
  public init() {}
}
