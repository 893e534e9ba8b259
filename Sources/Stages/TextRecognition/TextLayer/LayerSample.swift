import Layout
import PageImages

/// A few pieces of a text layer's lines, held against what OCR reads of the same pixels: a layer
/// whose fonts name their letters wrongly is printable, and nonsense.
package struct LayerSample {
  /// Letters of a piece.
  private static let letters = 12...30
  /// Pieces looked at: one of each of the usual sizes of type, which different fonts often have.
  private static let sizes = 3
  /// Below this a piece tells other letters than OCR.
  private static let leastLikeness = 0.4
  /// OCR that is less sure says nothing: the page may be in letters that it does not know.
  private static let leastConfidence = 70.0
  /// The same for a layer in a script that no chosen language knows.
  private static let leastConfidenceAbroad = 88.0

  /// Pieces of lines by size of type, the size with most letters first.
  private let pieces: [[[Word]]]

  package init(_ words: [Word]) {
    let lines = PageText(words: words, origin: .textLayer, reason: "").lines
    var bySize: [(height: Double, letters: Int, pieces: [[Word]])] = []
    for piece in lines.flatMap(Self.pieces) {
      let height = piece.reduce(0) { $0 + $1.box.height } / Double(piece.count)
      let letters = piece.reduce(0) { $0 + Letters.count(in: $1.text) }
      if let size = bySize.firstIndex(where: { abs($0.height - height) < 0.08 * height }) {
        bySize[size].pieces.append(piece)
        bySize[size].letters += letters
      } else {
        bySize.append((height, letters, [piece]))
      }
    }
    pieces = bySize.sorted { ($1.letters, $0.height) < ($0.letters, $1.height) }
      .prefix(Self.sizes).map(\.pieces)
  }

  /// What OCR says of a layer.
  package enum Verdict: Equatable {
    case confirmed
    /// There was nothing to compare, or OCR was not sure.
    case unknown
    /// Two pieces of one size of type tell other letters; what they say, in words.
    case contradicted(String)
  }

  /// Holds pieces of each size against OCR of their pixels.
  ///
  /// - Throws: `TextRecognitionError`.
  package func verdict(
    in image: PageImage, dpi: Double, engine: TesseractEngine
  ) throws(TextRecognitionError) -> Verdict {
    var verdict = Verdict.unknown
    for size in pieces {
      // The middle of a page is seldom a title or a page number.
      let places = [size.count / 2, size.count / 4, 3 * size.count / 4].prefix(size.count)
      var wrong = 0
      search: for place in places {
        switch try self.verdict(on: size[place], in: image, dpi: dpi, engine: engine) {
        case .unknown: continue
        case .confirmed:
          verdict = .confirmed
          break search
        case .contradicted(let reason):
          wrong += 1
          if wrong == min(2, size.count) { return .contradicted(reason) }
        }
      }
    }
    return verdict
  }

  private func verdict(
    on piece: [Word], in image: PageImage, dpi: Double, engine: TesseractEngine
  ) throws(TextRecognitionError) -> Verdict {
    guard let hull = Box.hull(piece.map(\.box)), hull.height >= 8 else { return .unknown }
    let seen = try engine.line(in: hull, of: image, dpi: dpi)
    let (told, read) = (Self.text(piece), Self.text(seen))
    let (toldLetters, readLetters) = (Letters.of(told), Letters.of(read))
    if Letters.likeness(toldLetters, readLetters) >= Self.leastLikeness { return .confirmed }
    let confidence = seen.reduce(0) { $0 + $1.confidence } / Double(max(1, seen.count))
    let isKnown = RecognitionScripts.know(toldLetters, languages: engine.languages)
    guard confidence >= (isKnown ? Self.leastConfidence : Self.leastConfidenceAbroad),
      2 * readLetters.count >= toldLetters.count
    else { return .unknown }
    return .contradicted("the text layer says '\(told)' where OCR reads '\(read)'")
  }

  private static func text(_ words: [Word]) -> String {
    words.map(\.text).joined(separator: " ")
  }

  /// Neighbouring words of a line with enough letters, few other signs and no wide gap.
  private static func pieces(of line: [Word]) -> [[Word]] {
    var pieces: [[Word]] = []
    var open: [Word] = []
    var count = 0
    for word in line {
      let own = Letters.count(in: word.text)
      let isPlain = 4 * own >= 3 * word.text.unicodeScalars.count && own > 0
      let isNear = open.last.map { word.box.x1 - $0.box.x2 < word.box.height } ?? true
      if !isPlain || !isNear { (open, count) = ([], 0) }
      guard isPlain, count + own <= letters.upperBound else { continue }
      open.append(word)
      count += own
      if count >= letters.lowerBound {
        pieces.append(open)
        (open, count) = ([], 0)
      }
    }
    return pieces
  }
}
