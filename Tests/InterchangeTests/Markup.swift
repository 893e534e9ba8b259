import Foundation

/// The elements of an HTML text, as a browser would cut it at its tags.
struct Markup {
  struct Element {
    var name: String
    var attributes: [String: String]
    /// The raw text of a script or style element.
    var text = ""
  }

  /// Elements in the order of their start tags.
  private(set) var elements: [Element] = []
  /// Names of end tags that close nothing, and of elements that are never closed.
  private(set) var unbalanced: [String] = []

  private static let void: Set = ["meta", "img", "input", "link", "br"]

  init(_ html: String) {
    var rest = html[...].unicodeScalars
    var open: [String] = []
    while let start = rest.firstIndex(of: "<") {
      rest = rest[rest.index(after: start)...]
      guard let first = rest.first else { break }
      let isEnd = first == "/"
      if isEnd { rest.removeFirst() }
      guard rest.first?.properties.isAlphabetic == true else { continue }
      let (element, isClosed) = Self.tag(&rest)
      if isEnd {
        if open.last == element.name { open.removeLast() } else { unbalanced.append(element.name) }
        continue
      }
      elements.append(element)
      if ["script", "style"].contains(element.name) {
        let end = String(rest).range(of: "</\(element.name)", options: .caseInsensitive)
        let text = end.map { String(rest)[..<$0.lowerBound] } ?? ""
        elements[elements.count - 1].text = String(text)
        rest = rest.dropFirst(text.unicodeScalars.count)
      }
      if !isClosed, !Self.void.contains(element.name) { open.append(element.name) }
    }
    unbalanced += open
  }

  func all(_ name: String) -> [Element] { elements.filter { $0.name == name } }

  /// Elements that carry a class name.
  func all(ofClass name: String) -> [Element] {
    elements.filter { $0.attributes["class"]?.split(separator: " ").contains(name[...]) == true }
  }

  private static func tag(
    _ rest: inout Substring.UnicodeScalarView
  ) -> (element: Element, isClosed: Bool) {
    func word(_ end: Set<Unicode.Scalar>) -> String {
      let text = rest.prefix { !end.contains($0) }
      rest = rest.dropFirst(text.count)
      return String(String.UnicodeScalarView(text))
    }
    var element = Element(name: word([" ", "\n", ">", "/"]).lowercased(), attributes: [:])
    var isClosed = false
    while let next = rest.first, next != ">" {
      if [" ", "\n", "/"].contains(next) {
        isClosed = next == "/"
        rest.removeFirst()
        continue
      }
      let name = word(["=", " ", "\n", ">", "/"])
      var value = ""
      if rest.first == "=" {
        rest.removeFirst()
        if rest.first == "\"" {
          rest.removeFirst()
          value = word(["\""])
          rest = rest.dropFirst()
        } else {
          value = word([" ", "\n", ">"])
        }
      }
      element.attributes[name] = value
      isClosed = false
    }
    rest = rest.dropFirst()
    return (element, isClosed)
  }
}
