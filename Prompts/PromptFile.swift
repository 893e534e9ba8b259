import Foundation

/// A bundled template or schema.
struct PromptFile {
  let name: String
  let text: String

  /// Reads `templates/NAME` or `schemas/NAME`.
  init(_ folder: String, _ name: String) throws(PromptsError) {
    self.name = name
    guard let url = Bundle.module.url(forResource: name, withExtension: nil, subdirectory: folder)
    else { throw .missing(file: "\(folder)/\(name)") }
    do {
      text = try String(contentsOf: url, encoding: .utf8)
    } catch {
      throw .unreadable(file: url.path, reason: error.localizedDescription)
    }
  }

  /// The file without what asks for a rationale: the key `why`, and the rule about it.
  var withoutRationale: PromptFile {
    PromptFile(
      name: name,
      text: text.replacing(#/,\s*"why": ?("[^"]*"|\{\{why\}\})/#, with: "")
        .replacing(#", "why"]"#, with: "]").replacing(" why is at most 12 words.", with: ""))
  }

  private init(name: String, text: String) {
    self.name = name
    self.text = text
  }

  /// The text with each `{{name}}` replaced, in one pass: what is put in is not looked at again.
  func filled(_ values: [String: String]) -> String {
    text.replacing(#/\{\{(\w+)\}\}/#) { values[String($0.output.1)] ?? String($0.output.0) }
  }
}

/// The text as a JSON string that cannot end early or pose as a chat template's role marker.
///
/// Beside what JSON asks for, `<`, `>` and a `[` before a capital or `/` are escaped: they open
/// the markers of common templates (`<|im_end|>`, `</s>`, `[/INST]`).
public func quotedForPrompt(_ text: String) -> String {
  var quoted = "\""
  var afterBracket = false
  for scalar in text.unicodeScalars {
    if afterBracket {
      let opensMarker = scalar == "/" || ("A"..."Z").contains(scalar)
      quoted += opensMarker ? "\\u005b" : "["
      afterBracket = false
    }
    switch scalar {
    case "[": afterBracket = true
    case "\"": quoted += "\\\""
    case "\\": quoted += "\\\\"
    case "\n": quoted += "\\n"
    case "<", ">", "\u{2028}", "\u{2029}": quoted += escape(scalar)
    case _ where scalar.value < 0x20 || scalar.value == 0x7f: quoted += escape(scalar)
    default: quoted.unicodeScalars.append(scalar)
    }
  }
  return quoted + (afterBracket ? "[\"" : "\"")
}

private func escape(_ scalar: Unicode.Scalar) -> String {
  let hex = String(scalar.value, radix: 16)
  return "\\u" + String(repeating: "0", count: max(0, 4 - hex.count)) + hex
}
