/// Texts in YAML that Galley writes.
public enum YAMLText {
  /// A word as it is; any other text in double quotes.
  public static func plain(_ text: String) -> String {
    let isWord =
      text.first?.isLetter == true
      && text.unicodeScalars.allSatisfy {
        $0.isASCII && ($0.properties.isAlphabetic || "0123456789-_".unicodeScalars.contains($0))
      }
    // YAML takes these for truth values or nothing.
    let isSpecial = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"]
      .contains(text.lowercased())
    return isWord && !isSpecial ? text : quoted(text)
  }

  /// A list of texts.
  public static func list(_ texts: [String]) -> String {
    "[\(texts.map(quoted).joined(separator: ", "))]"
  }

  /// The text in double quotes, escaped scalar by scalar: a quote that carries an accent is one, too.
  public static func quoted(_ text: String) -> String {
    var quoted = String.UnicodeScalarView()
    quoted.append("\"")
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\":
        quoted.append("\\")
        quoted.append(scalar)
      case "\u{0}"..."\u{1F}", "\u{7F}":
        let digits = String(scalar.value, radix: 16)
        let padded = (digits.count < 2 ? "0" : "") + digits
        quoted.append(contentsOf: "\\x\(padded)".unicodeScalars)
      default: quoted.append(scalar)
      }
    }
    quoted.append("\"")
    return String(quoted)
  }
}
