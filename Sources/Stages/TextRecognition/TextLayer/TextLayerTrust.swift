import Foundation
import Layout

/// Whether a page's text layer can stand for its text, by what the page's pixels show.
///
/// The rule, in order:
/// 1. Words that lie on one another with the same letters count once.
/// 2. A word is dropped when it lies off the page (less than half inside), is under 3 pixels
///    high, or has no ink under it (invisible, white or covered text; text drawn invisibly over
///    a scan has the scan's ink under it and stays). Leader dots and bullets need but a dot of ink,
///    letters the sides of strokes, which a bar over them does not have.
/// 3. The layer is refused when more than a quarter of its letters were dropped for lack of ink.
/// 4. It is refused when less than 90 % of the remaining characters are printable (private-use
///    characters, replacement characters, controls and `(cid:…)` are not).
/// 5. Text is missing in it when ink that looks like three lines of text or more lies under no word,
///    and is more than a tenth of the layer's ink, as on a scan with a typed stamp or beside a picture
///    of text. Rules, pictures and drawings are nothing that the layer lacks.
public struct TextLayerTrust: Sendable, Equatable {
  /// What speaks against a layer.
  enum Doubt: Sendable, Equatable {
    /// No word of it can be seen.
    case nothingVisible
    /// Its characters are no text.
    case unprintable
    /// Much of it lies where there is no ink, so that the rest may be misplaced, too.
    case hidden
    /// Text of the page is missing; what it tells may be right all the same.
    case incomplete
  }

  /// Whether the layer may be used.
  public var isTrusted: Bool { doubt == nil }
  /// Why, in words and numbers.
  public let reason: String
  /// The words that were not dropped, ids renumbered.
  public let words: [Word]
  let doubt: Doubt?

  /// Judges the words of a text layer against the page's pixels, drawn at `dpi`.
  public init(words: [Word], image: PageImage, dpi: Double = 150) {
    var ink = InkGrid(image)
    let page = Box(x1: 0, y1: 0, x2: Double(image.width), y2: Double(image.height))
    let placed = RepeatedWords.dropped(
      from: words.filter { $0.box.fractionInside(page) >= 0.5 && $0.box.height >= 3 },
      cover: { ink.inkLength(in: $0.box) })
    var kept = placed.filter { Self.isVisible($0, on: ink) }
    for index in kept.indices { kept[index].id = index }
    self.words = kept

    let letters = kept.reduce(0) { $0 + Letters.count(in: $1.text) }
    let hidden = placed.reduce(0) { $0 + Letters.count(in: $1.text) } - letters
    var covered = 0
    for word in kept { covered += ink.erase(word.box.insetBy(-3)) }
    let unread = UnreadText(
      in: ink, wordHeight: UnreadText.wordHeight(of: kept, dpi: dpi))
    let printable = Self.printableShare(of: kept)

    if kept.isEmpty {
      (doubt, reason) = (.nothingVisible, "the text layer has no visible word")
    } else if 4 * hidden > letters + hidden {
      (doubt, reason) = (
        .hidden,
        "\(hidden) of \(letters + hidden) letters of the text layer have no ink under them"
      )
    } else if printable < 0.9 {
      (doubt, reason) = (
        .unprintable,
        "only \(Int((printable * 100).rounded())) % of the text layer's characters are printable"
      )
    } else if 2 * unread.ink > covered
      || 10 * unread.ink > covered && Self.isMissing(unread, beside: kept, covered: covered)
    {
      let share = Double(covered) / Double(covered + unread.ink)
      (doubt, reason) = (
        .incomplete,
        "the text layer covers only \(Int((share * 100).rounded())) % of what looks like text"
      )
    } else {
      let repeated = words.count - placed.count
      let notes = [
        placed.count > kept.count ? ", \(placed.count - kept.count) hidden words dropped" : "",
        repeated > 0 ? ", \(repeated) repeated or off-page words dropped" : "",
      ]
      (doubt, reason) = (nil, "text layer: \(kept.count) words\(notes.joined())")
    }
  }

  /// Whether three lines or more lie clear of all words, so that they are no remains of these, and
  /// have more than a tenth of the ink.
  private static func isMissing(
    _ unread: UnreadText, beside words: [Word], covered: Int
  ) -> Bool {
    let clear = zip(unread.lines, unread.lineInk).filter { line, _ in
      let reach = line.insetBy(-0.3 * line.height)
      return !words.contains { $0.box.intersectionArea(reach) > 0 }
    }
    return clear.count >= 3 && 10 * clear.reduce(0) { $0 + $1.1 } > covered
  }

  /// Whether there is ink under a word: across much of its length, or anywhere for a mere sign.
  ///
  /// Boxes of some fonts are far taller than their letters, so their height does not count.
  private static func isVisible(_ word: Word, on ink: InkGrid) -> Bool {
    let length = ink.inkLength(in: word.box)
    let letters = Letters.count(in: word.text)
    guard letters > 0 else { return length > 0 }
    return length >= 0.3 && ink.hasStrokes(in: word.box, letters: letters)
  }

  private static func printableShare(of words: [Word]) -> Double {
    var (printable, all) = (0, 0)
    for word in words {
      if word.text.contains("(cid:") {
        all += word.text.count
        continue
      }
      for scalar in word.text.unicodeScalars {
        all += 1
        switch scalar.properties.generalCategory {
        case .control, .privateUse, .unassigned, .surrogate: continue
        default: if scalar != "\u{FFFD}" { printable += 1 }
        }
      }
    }
    return all > 0 ? Double(printable) / Double(all) : 0
  }
}
