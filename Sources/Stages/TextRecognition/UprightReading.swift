import Layout

/// Reads a page by OCR, and turns it where its words are few or hardly legible as it lies.
package struct UprightReading {
  /// Pages whose letters are read with less confidence than this, on the mean, may lie wrongly.
  private static let doubtful = 65.0
  /// Pages with fewer legible letters than this may lie wrongly.
  private static let few = 60
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

    /// How well it can be read: sure letters, all letters, and the mean confidence of these.
    ///
    /// No letter is sure where lines stand upright, as Tesseract reads those of pages that lie on
    /// their side.
    package var legibility: (sure: Int, all: Int, confidence: Double) {
      var (sure, all, confidence) = (0, 0, 0.0)
      var (lying, standing) = (0, 0)
      for word in text.words {
        let letters = Letters.count(in: word.text)
        all += letters
        if word.confidence >= 60 { sure += letters }
        confidence += Double(letters) * word.confidence
        guard letters >= 4 else { continue }
        if word.box.width > word.box.height { lying += letters } else { standing += letters }
      }
      return (standing > lying ? 0 : sure, all, all > 0 ? confidence / Double(all) : 0)
    }
  }

  /// Reads a page.
  ///
  /// - Throws: `TextRecognitionError`.
  package func read(_ image: PageImage) throws(TextRecognitionError) -> Reading {
    let asItLies = Reading(text: try engine.recognise(image, dpi: dpi))
    let found = asItLies.legibility
    guard found.confidence < Self.doubtful || found.sure < Self.few,
      InkGrid(image).inkShare > 0.005
    else { return asItLies }
    let detected = engine.orientation(of: image, dpi: dpi)
    var best = asItLies
    for turn in Self.turns(detected, letters: found.all) {
      let turned = Reading(
        text: try engine.recognise(
          PageTurn(clockwise: turn, of: image.bounds)(image), dpi: dpi), turn: turn)
      let gained = turned.legibility
      let isCertain = turn == detected?.degrees && detected?.confidence ?? 0 >= Self.certain
      guard isCertain || gained.sure > 2 * best.legibility.sure + 10 && gained.confidence >= 60
      else { continue }
      best = turned
      if gained.confidence >= Self.doubtful { break }
    }
    if best.turn != 0 {
      best.text.reason += "; the page was turned by \(best.turn) degrees to be read"
    }
    let read = best.legibility
    if read.all >= Self.many, read.confidence < Self.illegible,
      detected?.degrees != best.turn || detected?.confidence ?? 0 < Self.certain
    {
      best.text.origin = .illegible
      best.text.reason +=
        "; they can hardly be read whichever way the page is turned (mean confidence "
        + "\(Int(read.confidence.rounded())) of 100): look at the scan, or name its --languages"
    }
    return best
  }

  /// The turns worth reading: that which the detector names, or all where it is not sure.
  private static func turns(
    _ detected: (degrees: Int, confidence: Double)?, letters: Int
  ) -> [Int] {
    guard let detected, detected.confidence >= likely else {
      let named = detected?.degrees ?? 0
      let others = letters >= many ? [180, 90, 270].filter { $0 != named } : []
      return (named == 0 ? [] : [named]) + others
    }
    return detected.degrees == 0 ? [] : [detected.degrees]
  }
}
