import Layout

/// What is unusual about a row, as short words: an ordinary row has none, and costs no token.
package struct ShownStyle {
  /// The words, such as `h1.6 b s2`.
  package let text: String

  /// The style of a row.
  package init(_ row: TextRow) {
    let style = row.style
    var words: [String] = []
    let height = (row.relativeHeight * 10).rounded() / 10
    if abs(height - 1) > 0.15 { words.append("h\(height)") }
    if style.isBold { words.append("b") }
    switch style.alignment {
    case .centred: words.append("c")
    case .right: words.append("r")
    case .left:
      let indent = style.indent.rounded()
      if indent != 0, indent.isFinite { words.append("i\(Int(max(-99, min(99, indent))))") }
    }
    let space = style.spaceAbove.rounded()
    if space > 0, space.isFinite { words.append("s\(Int(min(99, space)))") }
    if style.hasLineAbove { words.append("_") }
    switch style.mark {
    case .bullet: words.append("*")
    case .checkbox: words.append("[]")
    default: break
    }
    let clarity = Int(min(9, max(0, row.confidence / 10)))
    if clarity < 7 { words.append("q\(clarity)") }
    text = words.joined(separator: " ")
  }
}
