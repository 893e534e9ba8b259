/// A rule by which points come to learn truths.
public protocol PointAssignment: Sendable {
  /// The positives of an image, by point; every point has one truth at most.
  func positives(
    _ truths: [Truth], _ predictions: TaskAlignedAssignment.Predictions, points: AnchorPoints
  ) -> [TaskAlignedAssignment.Positive]
}

extension TaskAlignedAssignment: PointAssignment {}
