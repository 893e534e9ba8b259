import Foundation
import Layout

/// How clear a region's text is and how consistent its place, each in 0.05...1.
///
/// The method divides a language model's variance by both (Shihab et al. 2025, arXiv 2511.08903);
/// it does not say how they are measured, so the formulas are Galley's.
enum RegionQuality {
  private static let range = 0.05...1.0

  /// Text clarity: recognition confidence, less unusual characters and words that cannot be said.
  ///
  /// `nil` for a region without words.
  static func text(_ words: [Word]) -> Double? {
    let scalars = words.flatMap { Array($0.text.unicodeScalars) }
    guard !scalars.isEmpty else { return nil }
    let confidence = words.reduce(0) { $0 + $1.confidence } / Double(words.count) / 100
    let unusual = Double(scalars.count { !isUsual($0) }) / Double(scalars.count)
    let tokens = words.flatMap { $0.text.split { !$0.isLetter } }.filter { $0.count >= 3 }
    let spoken =
      tokens.isEmpty ? 1 : Double(tokens.count(where: hasVowel)) / Double(tokens.count)
    return clamped(confidence * (1 - unusual) * (0.5 + 0.5 * spoken))
  }

  /// Spatial consistency: how much of the box its words fill, how straight its left edge is, and
  /// how little it overlaps its siblings.
  ///
  /// - Parameters:
  ///   - items: boxes of the region's words and drawings, pixels.
  ///   - leftEdges: left edges of its rows; none where rows are cells rather than lines.
  ///   - siblings: boxes of the other regions under the same parent.
  static func spatial(
    box: Box, items: [Box], leftEdges: [Double], siblings: [Box], lineHeight: Double
  ) -> Double {
    guard box.area > 0 else { return range.lowerBound }
    let dilated = items.map { $0.insetBy(-0.5 * lineHeight) }
    let filled = coveredArea(of: dilated, inside: box) / box.area
    let spread = deviation(leftEdges) / lineHeight
    let overlap = siblings.map { box.intersectionOverUnion($0) }.max() ?? 0
    return clamped(filled * exp(-spread * spread / 8) * (1 - overlap))
  }

  private static func clamped(_ value: Double) -> Double {
    min(range.upperBound, max(range.lowerBound, value))
  }

  private static func deviation(_ values: [Double]) -> Double {
    guard values.count > 1 else { return 0 }
    let mean = values.reduce(0, +) / Double(values.count)
    return (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count))
      .squareRoot()
  }

  private static func isUsual(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .decimalNumber, .nonspacingMark, .spacingMark:
      true
    default: ".,;:!?()[]'\"’‘“”„«»-–—/%&+*=•§€$£°@#".unicodeScalars.contains(scalar)
    }
  }

  /// Whether a token can be said; letters of scripts that do not write vowels pass.
  private static func hasVowel(_ token: Substring) -> Bool {
    token.decomposedStringWithCanonicalMapping.lowercased().unicodeScalars.contains {
      $0.value > 0x24f && $0.properties.isAlphabetic && !isConsonant($0)
        || "aeiouyæœøıə".unicodeScalars.contains($0)
    }
  }

  /// Consonants of Greek and Cyrillic, whose vowels are letters as in Latin.
  private static func isConsonant(_ scalar: Unicode.Scalar) -> Bool {
    (0x370...0x52f).contains(scalar.value)
      && !"αεηιουωаеёиоуыэюяєії".unicodeScalars.contains(scalar)
  }
}
