import Layout

/// A rule by which points come to learn truths.
public protocol PointAssignment: Sendable {
  /// The positives of an image, by point; every point has one truth at most.
  func positives(
    _ truths: [Truth], _ predictions: PointPredictions, points: AnchorPoints
  ) -> [PositivePoint]
}

/// A point that learns a truth.
public struct PositivePoint: Hashable, Sendable {
  /// Index of the point.
  public var point: Int
  /// Index of the truth.
  public var truth: Int
  /// What its class score is to be, 0...1.
  public var target: Double
}

/// What a student says of the points of one image.
public struct PointPredictions: Sendable {
  let scores: [Float]
  let classCount: Int
  let boxes: [Box]

  /// - Parameters:
  ///   - scores: after the sigmoid, point by point, `points × classes`.
  ///   - boxes: pixels, by point.
  public init(scores: [Float], classCount: Int, boxes: [Box]) {
    self.scores = scores
    self.classCount = classCount
    self.boxes = boxes
  }
}
