import Layout
import PageImages

/// Reads what Tesseract's analysis of the page left out: lone digits, short lines at the margins.
///
/// Ink that looks like a piece of a line and lies under no word is read again as a single line.
package struct MissedText {
  /// Words below this confidence are no text.
  private static let leastConfidence = 60.0
  /// The same for a single digit, which a speck may look like; a single letter is never believed.
  private static let leastConfidenceAlone = 75.0
  /// So many pieces of a page are read again, those nearest to the top and bottom.
  private static let mostPieces = 16

  private let engine: TesseractEngine
  private let image: PageImage
  private let dpi: Double

  package init(_ engine: TesseractEngine, image: PageImage, dpi: Double) {
    self.engine = engine
    self.image = image
    self.dpi = dpi
  }

  /// Words that stand beside those that are known, each piece a block of its own.
  ///
  /// - Parameter graphics: pictures, bullets and checkboxes, in which nothing is looked for.
  /// - Throws: `TextRecognitionError`.
  package func words(
    beside known: [Word], graphics: [PageGraphic] = []
  ) throws(TextRecognitionError) -> [Word] {
    var found: [Word] = []
    let block = (known.map(\.block).max() ?? -1) + 1
    let paragraph = (known.map(\.paragraph).max() ?? -1) + 1
    let line = (known.map(\.line).max() ?? -1) + 1
    var count = 0
    for piece in pieces(beside: known, graphics) {
      let read = try engine.line(in: piece, of: image, dpi: dpi)
        .filter { $0.confidence >= Self.leastConfidence && Letters.count(in: $0.text) > 0 }
      guard isText(read, in: piece) else { continue }
      for word in read {
        var word = word
        word.id = known.count + found.count
        (word.block, word.paragraph, word.line) = (block + count, paragraph + count, line + count)
        word.isSecondLook = true
        word.strokeWidth = StrokeWidth.mean(in: word.box, of: image)
        found.append(word)
      }
      count += 1
    }
    return found
  }

  private func isText(_ words: [Word], in piece: Box) -> Bool {
    let letters = words.flatMap { Letters.of($0.text) }
    switch letters.count {
    case 0: return false
    case 1:
      return letters[0].properties.numericType != nil
        && words.contains {
          $0.confidence >= Self.leastConfidenceAlone && Letters.count(in: $0.text) > 0
        }
    // A single letter may be read as two.
    case 2: return strokes(in: piece) > 1
    default: return true
    }
  }

  /// How many runs of columns with ink a box has.
  private func strokes(in box: Box) -> Int {
    guard let (columns, rows) = image.pixelRanges(of: box) else { return 0 }
    let darkest = PaperTone(image).darkest
    var (runs, wasDark) = (0, false)
    for x in columns {
      let isDark = rows.contains { image.pixels[$0 * image.bytesPerRow + 3 * x + 1] < darkest }
      if isDark, !wasDark { runs += 1 }
      wasDark = isDark
    }
    return runs
  }

  /// Places of pieces of lines, from top to bottom.
  private func pieces(beside known: [Word], _ graphics: [PageGraphic]) -> [Box] {
    let height = UnreadText.wordHeight(of: known, dpi: dpi)
    let page = Box(x1: 0, y1: 0, x2: Double(image.width), y2: Double(image.height))
    var ink = InkGrid(image)
    let ruled = ink.marked { mark in
      LineScan(image, paper: PaperTone(image)).lines(length: max(40, image.width / 10), mark)
    }
    ink.subtract(ruled)
    for word in known { _ = ink.erase(word.box.insetBy(-0.15 * height)) }
    // The digits of a table stand between its rules.
    for graphic in graphics where graphic.kind != .rules { _ = ink.erase(graphic.box) }
    let pieces = UnreadText(in: ink, wordHeight: height).lines.map { $0.clipped(to: page) }
    // Headers, footers and page numbers lie at the margins; what lies in the middle of a page is
    // more often a part of a drawing.
    let middle = page.centreY
    let first = pieces.indices.sorted {
      (-abs(pieces[$0].centreY - middle), $0) < (-abs(pieces[$1].centreY - middle), $1)
    }
    return first.prefix(Self.mostPieces).sorted().map { pieces[$0] }
  }
}
