import Mustache

/// Escapes HTML scalar by scalar.
///
/// The template engine's own escaping goes by grapheme cluster: a quote followed by a combining
/// accent is one cluster, passes unescaped and ends an attribute.
struct ScalarHTMLEscaping: MustacheContentType {
  static let name = "HTML_BY_SCALAR"

  /// Makes the content type known to templates; once is enough.
  static let registered: Void = MustacheContentTypes.register(ScalarHTMLEscaping(), named: name)

  func escapeText(_ text: String) -> String { HTMLText.escaped(text) }
}

/// Text that may stand in HTML or XML, also in a quoted attribute.
public enum HTMLText {
  /// The text with markup and what disguises it replaced, scalar by scalar.
  public static func escaped(_ text: String) -> String {
    var escaped = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "<": escaped.append(contentsOf: "&lt;".unicodeScalars)
      case ">": escaped.append(contentsOf: "&gt;".unicodeScalars)
      case "&": escaped.append(contentsOf: "&amp;".unicodeScalars)
      case "\"": escaped.append(contentsOf: "&quot;".unicodeScalars)
      case "'": escaped.append(contentsOf: "&#39;".unicodeScalars)
      case "\t", "\n": escaped.append(scalar)
      // Not allowed in HTML or in XML, or, like the bidirectional overrides, able to disguise a name.
      case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{202A}"..."\u{202E}",
        "\u{2066}"..."\u{2069}", "\u{FFFE}"..."\u{FFFF}":
        escaped.append("\u{FFFD}")
      default: escaped.append(scalar)
      }
    }
    return String(escaped)
  }
}
