/// Builds XML, element by element, with everything that comes from documents escaped.
struct XMLText {
  private(set) var text = ""
  private var depth = 0

  /// Starts with text that stands in front of all elements.
  init(_ head: String = "") { text = head }

  /// Writes an element; attributes that are `nil` are left out.
  mutating func element(
    _ name: String, _ attributes: [(String, String?)] = [], content: String? = nil
  ) {
    start(name, attributes)
    guard let content else {
      text += "/>\n"
      return
    }
    text += ">\(HTMLText.escaped(content))</\(name)>\n"
  }

  /// Writes an element with others inside.
  mutating func element(
    _ name: String, _ attributes: [(String, String?)] = [], _ body: (inout XMLText) -> Void
  ) {
    open(name, attributes)
    body(&self)
    close(name)
  }

  /// Writes a start tag.
  mutating func open(_ name: String, _ attributes: [(String, String?)] = []) {
    start(name, attributes)
    text += ">\n"
    depth += 1
  }

  /// Writes an end tag.
  mutating func close(_ name: String) {
    depth -= 1
    text += String(repeating: " ", count: depth) + "</\(name)>\n"
  }

  /// Gives what was written so far, and forgets it.
  mutating func take() -> String {
    defer { text = "" }
    return text
  }

  private mutating func start(_ name: String, _ attributes: [(String, String?)]) {
    text += String(repeating: " ", count: depth) + "<\(name)"
    for case (let key, let value?) in attributes { text += " \(key)=\"\(Self.attribute(value))\"" }
  }

  /// A reader of XML takes line ends and tabs in attributes for spaces unless they are spelled out.
  private static func attribute(_ value: String) -> String {
    let escaped = HTMLText.escaped(value)
    guard escaped.contains(where: \.isNewline) || escaped.contains("\t") else { return escaped }
    return escaped.replacing("\t", with: "&#9;").replacing("\n", with: "&#10;")
  }
}
