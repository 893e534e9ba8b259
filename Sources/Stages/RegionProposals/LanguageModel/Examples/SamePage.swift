import Foundation
import Layout

/// Whether two pages are one, whatever they are called.
///
/// A page lies in a data set and in a project under different names, was saved anew, or was drawn
/// from a PDF whose text layer spells some words otherwise than OCR.
struct SamePage: Sendable {
  /// Share of common words from which two pages are one: a page that was read anew has more, two
  /// forms filled in by different people less.
  private static let leastShare = 0.97
  /// Words that a page must have for that to tell: of few, most may be the same by chance.
  private static let leastWords = 40

  private let place: String?
  private let content: String?
  private let texts: [String]
  /// In order, each as often as it stands there.
  private let words: [String]

  init(_ page: Page?, rows: PageRows) {
    place = page.map { page in
      let file = URL(fileURLWithPath: page.file).standardizedFileURL.resolvingSymlinksInPath()
      return "\(page.number) \(file.path)"
    }
    content = page.flatMap { $0.fileHash.isEmpty ? nil : "\($0.number) \($0.fileHash)" }
    texts = rows.rows.map(\.text)
    words = texts.flatMap { $0.lowercased().split(separator: " ").map(String.init) }.sorted()
  }

  /// Whether both lie at one place, are the same page of the same bytes, or hold the same words.
  func isOne(with other: SamePage) -> Bool {
    (place != nil && place == other.place) || (content != nil && content == other.content)
      || texts == other.texts || shareOfCommonWords(with: other) >= Self.leastShare
  }

  /// Dice coefficient of the words, 0...1.
  private func shareOfCommonWords(with other: SamePage) -> Double {
    let all = words.count + other.words.count
    let shorter = min(words.count, other.words.count)
    // No more can be common than the shorter page has.
    guard shorter >= Self.leastWords, 2 * Double(shorter) >= Self.leastShare * Double(all)
    else { return 0 }
    var (common, one, two) = (0, 0, 0)
    while one < words.count, two < other.words.count {
      if words[one] == other.words[two] {
        common += 1
        one += 1
        two += 1
      } else if words[one] < other.words[two] {
        one += 1
      } else {
        two += 1
      }
    }
    return 2 * Double(common) / Double(all)
  }
}
