/// Texts in YAML that Galley writes.
enum YAMLText {
  /// The text in double quotes, escaped scalar by scalar: a quote that carries an accent is one, too.
  static func quoted(_ text: String) -> String {
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
