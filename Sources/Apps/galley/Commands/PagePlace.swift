import ArgumentParser
import LabelStore

/// A page as the command line names it: `FILE` or `FILE:NUMBER`.
struct PagePlace {
  private let text: String

  init(_ text: String) { self.text = text }

  /// The page of the project that is meant.
  func key(among keys: [PageKey]) throws -> PageKey {
    if let key = keys.first(where: { $0.path == text }) { return key }
    if let colon = text.lastIndex(of: ":"), let number = Int(text[text.index(after: colon)...]),
      let key = keys.first(where: { $0.path == text[..<colon] && $0.number == number })
    {
      return key
    }
    guard let example = keys.first else {
      throw ValidationError("the project has no pages yet: label some with 'galley label'.")
    }
    throw ValidationError(
      "the project has no page '\(text)': write it like \(example.path):\(example.number)")
  }
}
