import Layout

/// The page that stands in a PDF for an XFA form, which only Adobe's programs can show.
enum PlaceholderPage {
  /// How it reads in English; it tells the same in other languages.
  private static let sentence = "if this message is not eventually replaced"
  /// More words than any of them has.
  private static let mostWords = 250

  /// Whether a page is one.
  ///
  /// - Parameter isForm: whether its file holds an XFA form: then to name the program is enough.
  static func isOne(_ text: PageText, ofDynamicForm isForm: Bool) -> Bool {
    guard (1...mostWords).contains(text.words.count) else { return false }
    let words = text.words.map { $0.text.lowercased() }.joined(separator: " ")
    return words.contains(sentence)
      || isForm && ["adobe reader", "adobe acrobat", "adobe.com"].contains { words.contains($0) }
  }
}
