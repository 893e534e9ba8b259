import Foundation
import Layout

/// Whether a page's text layer can stand for its text.
///
/// The rule, in order:
/// 1. A word is dropped when it lies off the page (less than half inside), is under 3 pixels
///    high, or has no ink under it (invisible, white or covered text; text drawn invisibly over
///    a scan has the scan's ink under it and stays).
/// 2. The layer is refused when more than a fifth of its words were dropped for lack of ink.
/// 3. It is refused when less than 90 % of the remaining characters are printable (private-use
///    characters, replacement characters, controls and `(cid:…)` are not).
/// 4. It is refused when the remaining words cover less than 40 % of the page's ink, because then
///    there is much on the page that the layer does not tell, as on a scan with a typed stamp. (A
///    born-digital page that is mostly picture is read by OCR too; that costs time, not words.)
public struct TextLayerTrust: Sendable, Equatable {
  /// Whether the layer may be used.
  public let isTrusted: Bool
  /// Why, in words and numbers.
  public let reason: String
  /// The words that were not dropped, ids renumbered.
  public let words: [Word]

  /// Judges the words of a text layer against the page's pixels.
  public init(words: [Word], image: PageImage) {
    var ink = InkGrid(image)
    let page = Box(x1: 0, y1: 0, x2: Double(image.width), y2: Double(image.height))
    let placed = words.filter { $0.box.fractionInside(page) >= 0.5 && $0.box.height >= 3 }
    var kept = placed.filter { ink.inkShare(in: $0.box) >= 0.08 }
    for index in kept.indices { kept[index].id = index }
    self.words = kept

    let total = ink.inkCount
    var covered = 0
    for word in kept { covered += ink.erase(word.box.insetBy(-3)) }
    let coverage = total > 0 ? Double(covered) / Double(total) : 1
    let printable = Self.printableShare(of: kept)
    let hidden = placed.count - kept.count
    let percent = Int((coverage * 100).rounded())

    if kept.isEmpty {
      (isTrusted, reason) = (false, "the text layer has no visible word")
    } else if Double(hidden) > 0.2 * Double(placed.count) {
      (isTrusted, reason) = (
        false, "\(hidden) of \(placed.count) words of the text layer have no ink under them"
      )
    } else if printable < 0.9 {
      (isTrusted, reason) = (
        false,
        "only \(Int((printable * 100).rounded())) % of the text layer's characters are printable"
      )
    } else if coverage < 0.4 {
      (isTrusted, reason) = (false, "the text layer covers only \(percent) % of the page's ink")
    } else {
      let dropped = words.count - kept.count
      let note = dropped > 0 ? ", \(dropped) hidden or off-page words dropped" : ""
      (isTrusted, reason) = (
        true, "text layer: \(kept.count) words cover \(percent) % of the ink\(note)"
      )
    }
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
