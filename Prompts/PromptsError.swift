/// Why there is no prompt.
public enum PromptsError: Error, Equatable, CustomStringConvertible {
  case missing(file: String)
  case unreadable(file: String, reason: String)

  /// What is wrong and what to do about it.
  public var description: String {
    switch self {
    case .missing(let file):
      "the prompt file '\(file)' is missing beside the program: build it again"
    case .unreadable(let file, let reason): "the prompt file '\(file)' cannot be used: \(reason)"
    }
  }
}
