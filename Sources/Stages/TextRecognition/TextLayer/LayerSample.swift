import Layout
import PageImages

/// A few pieces of a text layer's lines, held against what OCR reads of the same pixels: a layer
/// whose fonts name their letters wrongly is printable, and nonsense.
package struct LayerSample {
  /// Pieces looked at where nobody knows a page's fonts, and where none of them is confirmed.
  private static let piecesOfUnknown = 3
  private static let piecesAtFirst = 2
  /// Pieces looked at besides where OCR is not sure, or where the first contradicts.
  private static let moreWhereUnsure = 1
  private static let moreWhereWrong = 3
  /// From this likeness on a piece tells what OCR does.
  private static let likeness = 0.6
  /// Below this a piece tells other letters; OCR that is very sure need not differ as much.
  private static let unlikeness = 0.4
  /// Shorter pieces contradict nothing.
  private static let leastToContradict = 8
  /// OCR that agrees and is less sure agrees with another's guess: a scan's own layer.
  private static let leastAgreeing = 65.0
  /// OCR that is less sure says nothing: the page may be in letters that it does not know.
  private static let leastConfidence = 70.0
  /// The same for a layer in a script that no chosen language knows.
  private static let leastConfidenceAbroad = 88.0
  /// OCR that is as sure as this is right.
  private static let highConfidence = 85.0
  /// Letters that OCR has to read where the layer has none.
  private static let leastLetters = 12

  private let groups: [LayerPieces.Group]
  /// How many pieces of each group are looked at.
  private let wanted: [Int]
  private let fonts: PageFonts?

  /// A sample of a layer's words.
  ///
  /// - Parameters:
  ///   - fonts: the page's fonts; `nil` where nobody knows.
  ///   - confirmed: those of its document.
  package init(_ words: [Word], fonts: PageFonts? = nil, confirmed: ConfirmedFonts = .init()) {
    self.fonts = fonts
    let unconfirmed = { (kind: PieceKind) in fonts.map { confirmed.unconfirmed(of: $0, in: kind) } }
    // Nearly all pages of a document whose fonts have passed.
    guard unconfirmed(.letters) != 0 || unconfirmed(.digits) != 0 else {
      (groups, wanted) = ([], [])
      return
    }
    var groups = LayerPieces(words).groups.filter { unconfirmed($0.kind) != 0 }
    let knowsAny = fonts.map(confirmed.knowAny) ?? false
    if knowsAny {
      // The middle of the page is likely set in a font that is known.
      for index in groups.indices where groups[index].pieces.count > 1 {
        groups[index].pieces.append(groups[index].pieces.removeFirst())
      }
    }
    let kinds = Set(groups.map(\.kind)).count
    let most = unconfirmed(.letters).map { min($0, Self.piecesAtFirst) } ?? Self.piecesOfUnknown
    wanted = Self.places(of: groups, most: knowsAny ? kinds : max(kinds, most))
    self.groups = groups
  }

  /// Whether there is anything to look at.
  package var isEmpty: Bool { groups.isEmpty }
  /// What it says, where OCR confirms it.
  var evidence: FontEvidence { .confirms(Set(groups.map(\.kind))) }

  /// What OCR says of a layer.
  package enum Verdict: Equatable {
    case confirmed
    /// There was nothing to compare, OCR was not sure, or a single piece tells otherwise.
    case unknown
    /// OCR reads the same and is not sure of it.
    case doubtful
    /// Two pieces of one kind tell other letters; what they say, in words.
    case contradicted(String)
  }

  /// Holds pieces of each size against OCR of their pixels.
  ///
  /// - Throws: `TextRecognitionError`.
  package func verdict(
    in image: PageImage, dpi: Double, engine: TesseractEngine
  ) throws(TextRecognitionError) -> Verdict {
    // OCR's own layer under a scan: there not to be sure is to doubt.
    let isRecognised = fonts?.invisible.isEmpty == false
    let isPrinted = fonts.map { !isRecognised && !$0.isBesideScan } ?? false
    var (agreeing, guessed, contradicting) = (0, 0, 0)
    for (group, wanted) in zip(groups, wanted) {
      var (looked, unsure, wrong) = (0, 0, 0)
      for piece in group.pieces {
        let more = min(Self.moreWhereUnsure, unsure) + (wrong > 0 ? Self.moreWhereWrong : 0)
        guard looked < wanted + more else { break }
        looked += 1
        switch try verdict(on: piece, in: image, dpi: dpi, isRecognised, engine) {
        case .unknown: unsure += 1
        case .confirmed: agreeing += 1
        case .doubtful:
          unsure += 1
          guessed += 1
        case .contradicted(let reason):
          wrong += 1
          if wrong == min(2, group.pieces.count) { return .contradicted(reason) }
        }
      }
      contradicting += wrong
    }
    if guessed > agreeing, !isPrinted { return .doubtful }
    return agreeing > 0 && contradicting == 0 ? .confirmed : .unknown
  }

  /// How many pieces of each group are looked at: letters of the usual size, figures and signs first,
  /// then further sizes, then further pieces.
  private static func places(of groups: [LayerPieces.Group], most: Int) -> [Int] {
    var left = most
    var places = groups.map { _ in 0 }
    let isLetters = groups.map { $0.kind == .letters }
    let order =
      isLetters.indices.prefix(1) + isLetters.indices.dropFirst().filter { !isLetters[$0] }
      + isLetters.indices.dropFirst().filter { isLetters[$0] }
    for index in order.prefix(left) { places[index] = 1 }
    left -= min(left, groups.count)
    var isFull = false
    while left > 0, !isFull {
      isFull = true
      for index in order
      where left > 0 && isLetters[index] && places[index] < groups[index].pieces.count {
        places[index] += 1
        left -= 1
        isFull = false
      }
    }
    return places
  }

  private func verdict(
    on piece: LayerPieces.Piece, in image: PageImage, dpi: Double, _ isRecognised: Bool,
    _ engine: TesseractEngine
  ) throws(TextRecognitionError) -> Verdict {
    guard let hull = Box.hull(piece.words.map(\.box)), hull.height >= 8, hull.width > hull.height
    else { return .unknown }
    let seen = try engine.line(in: hull, of: image, dpi: dpi)
    let read = seen.map(\.text).joined(separator: " ")
    let (told, letters) = (Letters.of(piece.text), Letters.of(read))
    let isKnown = RecognitionScripts.know(told, languages: engine.languages)
    // What OCR reads of other scripts is their likeness in its own.
    let likeness = max(
      Letters.likeness(told, letters),
      Letters.likeness(Letters.inLatin(told), Letters.inLatin(letters)))
    let all = seen.reduce(0) { $0 + Double($1.text.unicodeScalars.count) }
    let confidence =
      seen.reduce(0) { $0 + $1.confidence * Double($1.text.unicodeScalars.count) } / max(1, all)
    if piece.kind != .signs, likeness >= Self.likeness {
      return !isKnown || confidence >= Self.leastAgreeing ? .confirmed : .doubtful
    }
    if isKnown, isRecognised, confidence < Self.leastAgreeing { return .doubtful }
    let isOther =
      likeness < Self.unlikeness || isKnown && confidence >= Self.highConfidence
    guard isOther, piece.count >= Self.leastToContradict,
      confidence >= (isKnown ? Self.leastConfidence : Self.leastConfidenceAbroad),
      piece.kind == .signs ? letters.count >= Self.leastLetters : 2 * letters.count >= told.count
    else { return .unknown }
    return .contradicted("the text layer says '\(piece.text)' where OCR reads '\(read)'")
  }
}
