import Layout

/// A region that a student found, in the pixels of its input.
public struct StudentDetection: Hashable, Sendable {
  /// Where it is.
  public var box: Box
  /// Variances of its edges, px².
  public var variance: BoxVariance
  /// Index of its class.
  public var classIndex: Int
  /// Score of that class, 0...1.
  public var score: Double
  /// Scores of all classes at this place.
  public var classScores: [Double]
}
