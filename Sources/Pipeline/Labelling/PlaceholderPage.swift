import Layout

/// The page that stands in a PDF for an XFA form, which only Adobe's programs can show.
enum PlaceholderPage {
  /// How it reads in English; it tells the same in other languages.
  private static let sentence = "if this message is not eventually replaced"
  /// More words than any of them has.
  private static let mostWords = 250

  /// Whether a page is one: of a form that says that it has to be drawn anew, or by its words, which
  /// other pages may quote.
  static func isOne(_ text: PageText, ofDynamicForm isForm: Bool) -> Bool {
    guard (1...mostWords).contains(text.words.count) else { return false }
    let words = text.words.map { $0.text.lowercased() }.joined(separator: " ")
    return isForm
      || words.contains(sentence)
        && ["please wait", sentence].contains { words.hasPrefix($0) }
  }
}
