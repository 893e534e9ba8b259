/// A box that a detector proposes for one of its classes.
public struct DetectedBox: Hashable, Sendable {
  /// Where it is, pixels.
  public var box: Box
  /// Variances of its edges, px².
  public var variance: BoxVariance
  /// Index of the detector's class.
  public var classIndex: Int
  /// Score of that class, 0...1.
  public var score: Double
  /// Scores of all the detector's classes at this place.
  public var classScores: [Float]

  /// Makes a box.
  public init(
    box: Box, variance: BoxVariance, classIndex: Int, score: Double, classScores: [Float]
  ) {
    self.box = box
    self.variance = variance
    self.classIndex = classIndex
    self.score = score
    self.classScores = classScores
  }
}
