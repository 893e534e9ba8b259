import Layout

/// A region that a student is to find, in the pixels of its input.
public struct Truth: Hashable, Sendable {
  /// Where it is.
  public var box: Box
  /// Index of its class.
  public var classIndex: Int
  /// Variances of its edges, px²; 0 where a person drew it.
  public var variance: BoxVariance
  /// How far the label is believed, 0...1.
  public var confidence: Double
  /// Shares of all classes in its target; `nil` for its own class alone.
  public var classProbabilities: [Double]?

  /// A region; by default one that a person drew.
  public init(
    box: Box, classIndex: Int, variance: BoxVariance = BoxVariance(uniform: 0),
    confidence: Double = 1, classProbabilities: [Double]? = nil
  ) {
    self.box = box
    self.classIndex = classIndex
    self.variance = variance
    self.confidence = confidence
    self.classProbabilities = classProbabilities
  }

  /// The weight of its box losses: confidence, less where the edges are unsure against 5 % of the
  /// box's size. (Our choice.)
  public var weight: Double {
    let relative = BoxCoordinate.allCases.reduce(0.0) { sum, edge in
      let size = edge == .x1 || edge == .x2 ? box.width : box.height
      return sum + variance[edge] / (0.05 * size * 0.05 * size)
    }
    return confidence / (1 + relative / 4)
  }
}
