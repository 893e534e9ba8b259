import Foundation

/// What the first characters of a line tell.
///
/// The patterns extend the heuristic baseline of Shihab et al. 2025 (arXiv 2511.08903): bullets,
/// numbers and letters of lists; the words of several languages (`line-words.yaml`); numbered
/// headings.
package enum LineStart {
  /// A bullet, number or letter of a list's item.
  package static func opensItem(_ text: String) -> Bool { bullet(text) || enumerated(text) }

  /// A bullet, or a dash that is followed by a space.
  static func bullet(_ text: String) -> Bool {
    guard let first = text.first else { return false }
    if words.bullets.contains(first) { return text.count > 1 }
    return words.dashes.contains(first) && text.dropFirst().first == " " && text.count > 3
  }

  /// `1)`, `1.`, `(a)`, `a)`, `iv)`, `§ 3.` and the like, followed by text.
  static func enumerated(_ text: String) -> Bool {
    text.prefixMatch(of: patterns.enumeration) != nil
      || text.prefixMatch(of: patterns.citation) != nil
  }

  /// `Figure 3: …`, `Tabela 2`, `Rys. 4 Deszcz` at the start, but not `Figure 3 shows`: a sentence
  /// goes on in small letters.
  package static func opensCaption(_ text: String) -> Bool {
    let lower = text.lowercased()
    guard let word = words.caption.first(where: { lower.hasPrefix($0) }) else { return false }
    return text.dropFirst(word.count).prefixMatch(of: patterns.captionNumber) != nil
  }

  /// `Source: …`, `Źródło: …`: a note that belongs to a table or figure.
  package static func opensSourceNote(_ text: String) -> Bool {
    let lower = text.lowercased()
    return words.source.contains { lower.hasPrefix($0 + ":") || lower.hasPrefix($0 + " :") }
  }

  /// `2.3 Results`, `IV. Methods`, `Rozdział 3`, `§ 5.`: the number of a heading.
  package static func isNumberedHeading(_ text: String) -> Bool {
    if text.prefixMatch(of: patterns.numberedTitle) != nil { return true }
    if text.prefixMatch(of: patterns.romanTitle) != nil { return true }
    if text.prefixMatch(of: patterns.paragraphSign) != nil { return true }
    let lower = text.lowercased()
    return words.heading.contains {
      lower.hasPrefix($0)
        && lower.dropFirst($0.count).prefixMatch(of: patterns.headingNumber) != nil
    }
  }

  /// A line that is nothing but a page number.
  package static func isPageNumber(_ text: String) -> Bool {
    if text.wholeMatch(of: patterns.bareNumber) != nil { return true }
    let lower = text.lowercased()
    guard let word = words.page.first(where: { lower.hasPrefix($0) }),
      let number = lower.dropFirst(word.count).wholeMatch(of: patterns.namedNumber)
    else { return false }
    return number.output.of.map { words.of.contains(String($0)) || $0 == "/" } ?? true
  }

  /// `1 See …`, `*) …`, `¹ …`: the mark of a footnote.
  static func opensFootnote(_ text: String) -> Bool {
    text.prefixMatch(of: patterns.footnoteMark) != nil
  }

  /// None where the file is broken; the proposer says so before it looks at a line.
  private static let words = (try? LineWords.bundled.get()) ?? LineWords()

  /// The patterns, compiled once: a literal inside a function is compiled at every call.
  // @unchecked Sendable: Regex is not Sendable, but these hold no closures and never change.
  private struct Patterns: @unchecked Sendable {
    let enumeration =
      /\(?(\d{1,3}|[a-zA-Z]|[ivxIVX]{1,4})[.)]\)?\s+\S/
    let citation =
      /\[\d{1,3}\]\s+\S/
    let captionNumber =
      /\.?\s*([nN][rR]\.?\s*)?[\dIVXivx]{1,4}([.\-–]\d{1,3})*[a-z]?([.:)\-–](?!\d)|\s*$|\s+[^\p{Ll}\s])/
    let numberedTitle =
      /\d{1,2}(\.\d{1,2}){1,3}\.?\s+\p{Lu}/
    let romanTitle =
      /[IVX]{1,5}\.\s+\p{Lu}/
    let paragraphSign =
      /§\s*\d+\.?\s*$/
    let headingNumber =
      /\s+[\divxlc]{1,5}\b/
    let bareNumber =
      /[-–—|\s\[(]*(\d{1,4}|[ivxlcIVXLC]{1,6})[-–—|\s\])]*/
    let namedNumber =
      /\s*\d{1,4}(\s*(?<of>\/|\p{L}+)\s*\d{1,4})?/
    let footnoteMark =
      /([*†‡¹²³⁴⁵⁶⁷⁸⁹⁰]{1,3}\)?|\d{1,3}\)?)\s+\S/
  }

  private static let patterns = Patterns()
}
