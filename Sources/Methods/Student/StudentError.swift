/// What can be wrong with what a student is given.
public enum StudentError: Error, Hashable, Sendable {
  /// No preset has this name.
  case unknownPreset(name: String)
  /// A truth's class is none of the student's.
  case unknownClass(index: Int, count: Int)
  /// An image is smaller than a cell of the coarsest map of the backbone.
  case imageTooSmall(width: Int, height: Int)
  /// A checkpoint was made by another preset or for other classes.
  case presetMismatch(found: String, expected: String)
}

extension StudentError: CustomStringConvertible {
  /// The input at fault and what can be done.
  public var description: String {
    switch self {
    case .unknownPreset(let name):
      "there is no student '\(name)': take one of "
        + StudentPreset.allCases.map(\.rawValue).joined(separator: ", ")
    case .unknownClass(let index, let count):
      "class \(index) is none of the student's \(count): check the labels' categories"
    case .imageTooSmall(let width, let height):
      "an image of \(width) × \(height) pixels is too small: a side is at least 32"
    case .presetMismatch(let found, let expected):
      "the checkpoint holds \(found), not \(expected): name the run that it comes from"
    }
  }
}
