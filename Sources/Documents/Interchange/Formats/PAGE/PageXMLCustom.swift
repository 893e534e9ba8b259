/// What the `custom` attribute of PAGE-XML says: `name {key: value; key: value;} name {…}`.
struct PageXMLCustom: Hashable {
  private var values: [String: [String: String]] = [:]

  /// Says that a region only carries the words of the one around it.
  static let wordsOnly = "galley {words: true;}"

  var isWordsOnly: Bool { self["galley", "words"] == "true" }

  /// Reads an attribute, written with or without spaces; the first of equal names counts.
  init(_ text: String) {
    for group in text.matches(of: /([^\s{}]+)\s*\{([^{}]*)\}/) {
      var pairs: [String: String] = [:]
      for part in group.2.split(separator: ";") {
        guard let colon = part.firstIndex(of: ":") else { continue }
        let key = Self.plain(part[..<colon])
        pairs[key] = pairs[key] ?? Self.plain(part[part.index(after: colon)...])
      }
      let name = String(group.1)
      values[name] = values[name] ?? pairs
    }
  }

  /// A value; `nil` where the attribute has none.
  subscript(name: String, key: String) -> String? { values[name]?[key] }

  /// A text without spaces around it, and with the characters that Transkribus writes as `\u0020`.
  private static func plain(_ text: Substring) -> String {
    let characters = text.replacing(/\\u([0-9a-fA-F]{4})/) { match in
      UInt32(match.1, radix: 16).flatMap(Unicode.Scalar.init).map { String($0) } ?? ""
    }
    let start = characters.drop(while: \.isWhitespace)
    let end = start.lastIndex { !$0.isWhitespace }
    return end.map { String(start[...$0]) } ?? ""
  }
}
