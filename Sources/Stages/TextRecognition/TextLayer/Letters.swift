import Foundation

/// The letters and digits of a text, by which texts from different sources are compared.
package enum Letters {
  /// Lower-case letters and digits without marks and signs, as scalars.
  package static func of(_ text: String) -> [Unicode.Scalar] {
    let isPlain = text.utf8.allSatisfy { $0 < 0x80 }
    let folded = isPlain ? text : text.decomposedStringWithCompatibilityMapping
    return folded.lowercased().unicodeScalars.filter(counts)
  }

  /// How many letters and digits a text has.
  static func count(in text: String) -> Int { text.unicodeScalars.count(where: counts) }

  /// Share of letters that two texts have in common in the same order, in 0...1: one less the edit
  /// distance over the longer one's length; 1 for two texts without letters.
  package static func likeness(_ one: [Unicode.Scalar], _ other: [Unicode.Scalar]) -> Double {
    let longest = max(one.count, other.count)
    guard longest > 0 else { return 1 }
    var distances = Array(0...other.count)
    for (row, letter) in one.enumerated() {
      var diagonal = distances[0]
      distances[0] = row + 1
      for (column, second) in other.enumerated() {
        let changed = diagonal + (letter == second ? 0 : 1)
        diagonal = distances[column + 1]
        distances[column + 1] = min(changed, diagonal + 1, distances[column] + 1)
      }
    }
    return 1 - Double(distances[other.count]) / Double(longest)
  }

  /// Greek and Cyrillic letters as the Latin ones that look like them; others stay.
  static func inLatin(_ letters: [Unicode.Scalar]) -> [Unicode.Scalar] {
    letters.map { lookalikes[$0] ?? $0 }
  }

  private static let lookalikes = Dictionary(
    uniqueKeysWithValues: zip(
      "αβεζηικμνορτυχавекмнопрстухьіјѕ".unicodeScalars,
      "abezhikmnoptyxabekmhonpctyxbijs".unicodeScalars))

  private static func counts(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    case 0..<0x80: false
    default: scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }
  }
}
