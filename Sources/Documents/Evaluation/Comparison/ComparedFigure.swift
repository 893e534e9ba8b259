/// A precision that is compared between runs.
public struct ComparedFigure: Sendable, Hashable {
  /// `AP` or `AP50`.
  public let figure: DetectionFigure
  /// The class that it is of; `nil` is the mean over classes.
  public let classIndex: Int?

  /// AP and AP50, over all classes and then of each.
  static func all(classCount: Int) -> [ComparedFigure] {
    ([nil] + (0..<classCount).map(Optional.some)).flatMap { index in
      [.AP, .AP50].map { ComparedFigure(figure: $0, classIndex: index) }
    }
  }
}
