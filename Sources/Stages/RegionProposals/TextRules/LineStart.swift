import Foundation

/// What the first characters of a line tell.
///
/// The patterns extend the heuristic baseline of Shihab et al. 2025 (arXiv 2511.08903): bullets,
/// numbers and letters of lists; the caption words of several languages; numbered headings.
enum LineStart {
  static func opensItem(_ text: String) -> Bool { bullet(text) || enumerated(text) }

  /// A bullet, or a dash that is followed by a space.
  static func bullet(_ text: String) -> Bool {
    guard let first = text.first else { return false }
    if "•◦▪●■□○‣⁃✓✔➢➤►".contains(first) { return text.count > 1 }
    return "–—-*·°".contains(first) && text.dropFirst().first == " " && text.count > 3
  }

  /// `1)`, `1.`, `(a)`, `a)`, `iv)`, `§ 3.` and the like, followed by text.
  static func enumerated(_ text: String) -> Bool {
    text.prefixMatch(of: patterns.enumeration) != nil
      || text.prefixMatch(of: patterns.citation) != nil
  }

  /// `Figure 3`, `Tabela 2`, `Rys. 4` at the start.
  static func opensCaption(_ text: String) -> Bool {
    let lower = text.lowercased()
    guard let word = captionWords.first(where: { lower.hasPrefix($0) }) else { return false }
    let rest = lower.dropFirst(word.count)
    return rest.prefixMatch(of: patterns.captionNumber) != nil
  }

  /// `Source: …`, `Źródło: …`: a note that belongs to a table or figure.
  static func opensSourceNote(_ text: String) -> Bool {
    let lower = text.lowercased()
    return sourceWords.contains { lower.hasPrefix($0 + ":") || lower.hasPrefix($0 + " :") }
  }

  /// `2.3 Results`, `IV. Methods`, `Rozdział 3`, `§ 5.`: the number of a heading.
  static func isNumberedHeading(_ text: String) -> Bool {
    if text.prefixMatch(of: patterns.numberedTitle) != nil { return true }
    if text.prefixMatch(of: patterns.romanTitle) != nil { return true }
    if text.prefixMatch(of: patterns.paragraphSign) != nil { return true }
    let lower = text.lowercased()
    return headingWords.contains {
      lower.hasPrefix($0)
        && lower.dropFirst($0.count).prefixMatch(of: patterns.headingNumber) != nil
    }
  }

  /// A line that is nothing but a page number.
  static func isPageNumber(_ text: String) -> Bool {
    text.wholeMatch(of: patterns.bareNumber) != nil
      || text.lowercased().wholeMatch(
        of: patterns.namedNumber) != nil
  }

  /// `1 See …`, `*) …`, `¹ …`: the mark of a footnote.
  static func opensFootnote(_ text: String) -> Bool {
    text.prefixMatch(of: patterns.footnoteMark) != nil
  }

  // Longer words first, so that "figure" is not taken for "fig".
  private static let captionWords = [
    "illustration", "abbildung", "diagramma", "fotografia", "diagramm", "fotografie", "figure",
    "figura", "gráfico", "rycina", "rysunek", "tabelle", "tableau", "schemat", "schema", "scheme",
    "tabela", "tabella", "wykres", "chart", "table", "tabla", "exhibit", "plate", "photo", "mapa",
    "figur", "grafik", "abb", "fig", "fot", "graf", "ilustr", "ryc", "rys", "tab", "zdj",
  ]
  private static let sourceWords = [
    "source", "sources", "źródło", "opracowanie własne", "quelle", "quellen", "fuente", "fonte",
    "note", "notes", "uwaga", "anmerkung",
  ]
  private static let headingWords = [
    "chapter", "section", "appendix", "part", "article", "rozdział", "część", "dział", "artykuł",
    "art.", "załącznik", "kapitel", "abschnitt", "anhang", "chapitre", "capítulo", "capitolo",
  ]

  /// The patterns, compiled once: a literal inside a function is compiled at every call.
  // @unchecked Sendable: Regex is not Sendable, but these hold no closures and never change.
  private struct Patterns: @unchecked Sendable {
    let enumeration =
      /\(?(\d{1,3}|[a-zA-Z]|[ivxIVX]{1,4})[.)]\)?\s+\S/
    let citation =
      /\[\d{1,3}\]\s+\S/
    let captionNumber =
      /\.?\s*(nr\.?\s*)?[\dIVXivx]{1,4}([.:\-–a-z )]|$)/
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
      /(page|seite|strona|str\.|s\.)\s*\d{1,4}(\s*(\/|of|von|z)\s*\d{1,4})?/
    let footnoteMark =
      /([*†‡¹²³⁴⁵⁶⁷⁸⁹⁰]{1,3}\)?|\d{1,3}\)?)\s+\S/
  }

  private static let patterns = Patterns()
}
