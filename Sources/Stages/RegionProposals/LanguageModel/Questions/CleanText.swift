/// Text as a prompt may show it: visible characters and single spaces.
///
/// Control characters, bidirectional marks, zero-width characters and the like are taken out: a
/// reader does not see them, and a model would.
func cleanForPrompt(_ text: String) -> String {
  var clean = String.UnicodeScalarView()
  var wantsSpace = false
  for scalar in text.unicodeScalars {
    let properties = scalar.properties
    switch properties.generalCategory {
    case .format, .privateUse, .surrogate, .unassigned: continue
    case .control, .spaceSeparator, .lineSeparator, .paragraphSeparator:
      wantsSpace = !clean.isEmpty
    default:
      // Variation selectors and fillers that are letters or marks, yet invisible.
      if properties.isDefaultIgnorableCodePoint { continue }
      if wantsSpace { clean.append(" ") }
      wantsSpace = false
      clean.append(scalar)
    }
  }
  return String(clean)
}

/// The start of a text, up to a number of scalars, cut between words where there is a space.
func shortened(_ text: String, to limit: Int) -> String {
  let scalars = text.unicodeScalars
  guard scalars.count > limit else { return text }
  let head = scalars.prefix(limit)
  let next = scalars[head.endIndex]
  if next == " " { return String(String.UnicodeScalarView(head)) }
  guard let space = head.lastIndex(of: " "), space > head.startIndex else {
    return String(String.UnicodeScalarView(head))
  }
  return String(String.UnicodeScalarView(head[..<space]))
}
