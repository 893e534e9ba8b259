import Layout

/// Reads a page by OCR, and turns it where its words are few or hardly legible as it lies.
package struct UprightReading {
  /// Pages whose letters are read with less confidence than this, on the mean, may lie wrongly.
  private static let doubtful = 65.0
  /// Pages with fewer legible letters than this may lie wrongly.
  private static let few = 60
  /// From so many letters on a page is read all ways; a page number lies as it lies.
  private static let enough = 8
  /// A page that holds at least so many letters, none of which can be read well, is illegible.
  private static let many = 40
  private static let illegible = 50.0
  /// From this confidence on the detector is believed.
  private static let likely = 3.0
  /// From this confidence on a page is turned even where that makes it no more legible.
  private static let certain = 5.0

  private let engine: TesseractEngine
  private let dpi: Double

  package init(_ engine: TesseractEngine, dpi: Double) {
    self.engine = engine
    self.dpi = dpi
  }

  /// A page as it was read: words on the turned page.
  package struct Reading {
    package var text: PageText
    /// Clockwise turn by which the page was made upright, degrees.
    package var turn = 0

    /// How well it can be read.
    package var legibility: Legibility { Legibility(text.words) }
  }

  /// Reads a page.
  ///
  /// - Throws: `TextRecognitionError`.
  package func read(_ image: PageImage) throws(TextRecognitionError) -> Reading {
    let asItLies = Reading(text: try engine.recognise(image, dpi: dpi))
    let found = asItLies.legibility
    // An empty page is no matter, however it lies.
    guard found.confidence < Self.doubtful || found.sure < Self.few,
      found.all >= Self.enough || InkGrid(image).inkShare > 0.005
    else { return asItLies }
    let detected = engine.orientation(of: image, dpi: dpi)
    var best = asItLies
    for turn in Self.turns(detected, found) {
      let turned = Reading(
        text: try engine.recognise(
          PageTurn(clockwise: turn, of: image.bounds)(image), dpi: dpi), turn: turn)
      let (gained, before) = (turned.legibility, best.legibility)
      let isCertain = turn == detected?.degrees && detected?.confidence ?? 0 >= Self.certain
      let isFarSurer = gained.confidence >= before.confidence + 30
      guard
        isCertain
          || gained.sure >= (isFarSurer ? 1 : 2) * before.sure + Self.enough
            && gained.confidence >= 60
      else { continue }
      best = turned
      if gained.confidence >= Self.doubtful { break }
    }
    if best.turn != 0 {
      best.text.reason += "; the page was turned by \(best.turn) degrees to be read"
    }
    if let doubt = doubt(about: best, image) {
      best.text.origin = .illegible
      best.text.reason += "; " + doubt
    }
    return best
  }

  /// Why a reading implies nothing; `nil` where it does.
  private func doubt(about reading: Reading, _ image: PageImage) -> String? {
    let read = reading.legibility
    let isUnsure =
      read.all >= Self.enough && read.confidence < Self.illegible
      && !(read.stands && read.sureAndLying >= Self.enough)
    guard isUnsure || read.sure < Self.few else { return nil }
    let upright = PageTurn(clockwise: reading.turn, of: image.bounds)(image)
    var ink = InkGrid(upright)
    let all = ink.hasInk.count { $0 }
    let under = reading.text.words.reduce(0) { $0 + ink.erase($1.box) }
    // Few letters amid much ink are parts of a picture.
    if isUnsure, read.all >= Self.many || 2 * under > all {
      return "they can hardly be read whichever way the page is turned (mean confidence "
        + "\(Int(read.confidence.rounded())) of 100): look at the scan, or name its --languages"
    }
    if 4 * under < all, let degrees = upright.skew() {
      return "its lines are askew by some \(Int(abs(degrees).rounded())) degrees, and most of "
        + "them cannot be read: set the scan straight"
    }
    return nil
  }

  /// The turns worth reading: that which the detector names, or all where it is not sure.
  private static func turns(
    _ detected: (degrees: Int, confidence: Double)?, _ found: Legibility
  ) -> [Int] {
    let named = (detected?.degrees).map { $0 == 0 ? [] : [$0] } ?? []
    var turns = named
    if detected?.confidence ?? 0 < likely {
      let isDoubtful = found.confidence < doubtful || found.stands
      guard found.all >= enough, isDoubtful else { return [] }
      turns += [180, 90, 270].filter { !named.contains($0) }
    }
    // Lines that lie, and are read, stand against a table on its side.
    return found.sureAndLying >= enough ? turns.filter { $0 == 180 } : turns
  }
}

/// How well a page's words can be read.
package struct Legibility {
  /// Letters of words that are sure; none where lines stand upright, as Tesseract reads those of
  /// pages that lie on their side.
  package private(set) var sure = 0
  /// All letters.
  package private(set) var all = 0
  /// Mean confidence of the letters.
  package private(set) var confidence = 0.0
  /// Whether most lines stand upright.
  let stands: Bool
  /// Letters of words that are surely read and lie.
  private(set) var sureAndLying = 0

  init(_ words: [Word]) {
    var (lying, standing) = (0, 0)
    for word in words {
      let letters = Letters.count(in: word.text)
      all += letters
      if word.confidence >= 60 { sure += letters }
      confidence += Double(letters) * word.confidence
      guard letters >= 4 else { continue }
      if word.box.width > word.box.height {
        lying += letters
        // A short word that stands is read as sure nonsense, no wider than two letters.
        if word.confidence >= 85, word.box.width > 2 * word.box.height { sureAndLying += letters }
      } else {
        standing += letters
      }
    }
    if all > 0 { confidence /= Double(all) }
    stands = standing > lying
    if stands { sure = 0 }
  }
}
