extension SmallPDF {
  /// The fonts that a page may use; none is embedded, so the renderer's stand-ins are drawn.
  public enum Font: String, CaseIterable, Sendable {
    case helvetica = "Helvetica"
    case helveticaBold = "Helvetica-Bold"
    case helveticaOblique = "Helvetica-Oblique"
    case times = "Times-Roman"
    case timesBold = "Times-Bold"
    case timesItalic = "Times-Italic"

    /// Its name in a content stream, such as `/F1`.
    public var resource: String { "/F\(1 + (Self.allCases.firstIndex(of: self) ?? 0))" }
  }

  /// Letters that `WinAnsiEncoding` lacks, from code 1 on: those of Polish.
  private static let additions: [(letter: Character, glyph: String)] = [
    ("ą", "aogonek"), ("ć", "cacute"), ("ę", "eogonek"), ("ł", "lslash"), ("ń", "nacute"),
    ("ś", "sacute"), ("ź", "zacute"), ("ż", "zdotaccent"), ("Ł", "Lslash"), ("Ś", "Sacute"),
    ("Ż", "Zdotaccent"),
  ]
  /// Codes of `WinAnsiEncoding` that are not the letter's own code point.
  private static let dashes: [Character: UInt32] = ["–": 0x96, "—": 0x97]

  static let encoding =
    "<< /Type /Encoding /BaseEncoding /WinAnsiEncoding /Differences [1 "
    + additions.map { "/\($0.glyph)" }.joined(separator: " ") + "] >>"

  /// A text as a string of a content stream, such as `(caf\351)`; `nil` for a letter that the
  /// fonts' encoding lacks.
  public static func literal(_ text: String) -> String? {
    var result = "("
    for letter in text {
      guard let scalar = letter.unicodeScalars.first, letter.unicodeScalars.count == 1 else {
        return nil
      }
      if "()\\".contains(letter) {
        result += "\\\(letter)"
      } else if (0x20..<0x7f).contains(scalar.value) {
        result.append(letter)
      } else if let code = code(of: letter, scalar.value) {
        let digits = String(code, radix: 8)
        result += "\\" + String(repeating: "0", count: 3 - digits.count) + digits
      } else {
        return nil
      }
    }
    return result + ")"
  }

  private static func code(of letter: Character, _ value: UInt32) -> UInt32? {
    if let place = additions.firstIndex(where: { $0.letter == letter }) { return UInt32(1 + place) }
    return dashes[letter] ?? ((0xA0...0xFF).contains(value) ? value : nil)
  }
}
