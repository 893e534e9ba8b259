import Layout

/// Where words may come from.
public enum OCRMode: String, Codable, CaseIterable, Sendable {
  /// Always from Tesseract.
  case always
  /// From the text layer where it can be trusted, else from Tesseract.
  case auto
  /// Only ever from the text layer.
  case never
}

/// A page's text layer, as far as it is known before the page is looked at.
public struct LayerWords: Sendable {
  /// The layer's words, page-image pixels.
  public var words: [Word]
  /// The page's fonts; `nil` where nobody knows.
  public var fonts: PageFonts?
  /// Those that OCR has confirmed on other pages.
  var confirmed: ConfirmedFonts

  /// Makes a layer.
  package init(
    words: [Word], fonts: PageFonts? = nil, confirmed: ConfirmedFonts = ConfirmedFonts()
  ) {
    self.words = words
    self.fonts = fonts
    self.confirmed = confirmed
  }
}

/// A page's words, and what they say of its fonts.
public struct ReadPage: Sendable {
  /// The words of the page as it was turned to be read.
  public var text: PageText
  /// Clockwise turn by which the page was made upright, degrees.
  public var turn = 0
  /// What OCR says of a sample of the text layer; `nil` where it was not asked or is not sure.
  public var fontEvidence: FontEvidence?

  init(text: PageText, fontEvidence: FontEvidence? = nil) {
    self.text = text
    self.fontEvidence = fontEvidence
  }

  init(_ reading: UprightReading.Reading, because refusal: String = "") {
    (text, turn) = (reading.text, reading.turn)
    if !refusal.isEmpty { text.reason += "; " + refusal }
  }
}

/// Chooses between a page's text layer and OCR.
public enum PageReading {
  /// Raised whenever the same pixels come to be read differently.
  public static let version = 5

  /// A layer that lacks something is kept all the same unless OCR reads this many times its letters.
  private static let worthReading = 1.25
  /// OCR's words count from this confidence on.
  private static let leastConfidence = 50.0

  /// The page's words, and what the image tells about them.
  ///
  /// - Parameters:
  ///   - layer: the text layer; `nil` where the file has none, as images.
  ///   - engine: called when OCR is needed; its errors pass through.
  /// - Throws: `TextRecognitionError`.
  public static func read(
    _ image: PageImage, dpi: Double, layer: LayerWords?, mode: OCRMode,
    engine: () throws(TextRecognitionError) -> TesseractEngine
  ) throws(TextRecognitionError) -> ReadPage {
    guard mode != .always, var layer else {
      guard mode != .never else {
        return ReadPage(
          text: PageText(words: [], origin: .none, reason: "no text layer, and OCR is off"))
      }
      return ReadPage(try recognised(image, dpi: dpi, engine: engine()))
    }
    let turn = PageTurn(clockwise: LayerTurn.clockwise(of: layer.words), of: image.bounds)
    guard turn.degrees != 0 else {
      return try read(image, dpi: dpi, upright: layer, mode: mode, engine: engine)
    }
    for index in layer.words.indices { layer.words[index].box = turn(layer.words[index].box) }
    var page = try read(turn(image), dpi: dpi, upright: layer, mode: mode, engine: engine)
    page.turn = (page.turn + turn.degrees) % 360
    page.text.reason += "; the page was turned by \(turn.degrees) degrees, as its text layer lies"
    return page
  }

  private static func read(
    _ image: PageImage, dpi: Double, upright layer: LayerWords, mode: OCRMode,
    engine: () throws(TextRecognitionError) -> TesseractEngine
  ) throws(TextRecognitionError) -> ReadPage {
    let trust = TextLayerTrust(words: layer.words, image: image, dpi: dpi)
    if mode == .never {
      // The user wants no OCR: words that a reader cannot see still stay out.
      let reason = trust.isTrusted ? trust.reason : "used although \(trust.reason) (OCR is off)"
      return ReadPage(text: layerText(trust.words, reason, image))
    }
    guard trust.isTrusted || trust.doubt == .incomplete else {
      let reading = try recognised(image, dpi: dpi, engine: engine())
      let (told, read) = (letters(of: trust.words), letters(of: sure(reading.text.words)))
      if trust.doubt == .hidden, Double(read) < worthReading * Double(told) {
        let reason =
          "text layer: \(trust.words.count) words, although \(trust.reason): OCR reads "
          + "\(read) letters where it has \(told)"
        return ReadPage(text: layerText(trust.words, reason, image))
      }
      return ReadPage(reading, because: trust.reason)
    }
    let sample = LayerSample(trust.words, fonts: layer.fonts, confirmed: layer.confirmed)
    let verdict =
      sample.isEmpty ? .unknown : try sample.verdict(in: image, dpi: dpi, engine: engine())
    var reading: UprightReading.Reading?
    switch verdict {
    case .contradicted(let reason):
      var page = ReadPage(try recognised(image, dpi: dpi, engine: engine()), because: reason)
      page.fontEvidence = .contradicts
      return page
    case .doubtful:
      // A scan's own layer may have been read upside down, or in a script that nobody knew.
      let seen = try recognised(image, dpi: dpi, engine: engine())
      if seen.turn != 0 || seen.text.origin == .illegible {
        return ReadPage(seen, because: "the text layer is as doubtful")
      }
      reading = seen
    case .confirmed, .unknown: break
    }
    guard trust.doubt == .incomplete else {
      return ReadPage(
        text: layerText(trust.words, trust.reason, image),
        fontEvidence: verdict == .confirmed ? sample.evidence : nil)
    }
    let seen: UprightReading.Reading
    if let reading {
      seen = reading
    } else {
      seen = try recognised(image, dpi: dpi, engine: engine())
    }
    return supplemented(trust.words, by: seen, because: trust.reason, image)
  }

  /// A layer that lacks something, with what OCR reads beside it.
  private static func supplemented(
    _ layer: [Word], by reading: UprightReading.Reading, because refusal: String,
    _ image: PageImage
  ) -> ReadPage {
    let (told, read) = (letters(of: layer), letters(of: sure(reading.text.words)))
    guard reading.turn == 0 || Double(read) < worthReading * Double(told) else {
      return ReadPage(reading, because: refusal)
    }
    let supplement = LayerSupplement(layer, by: reading.turn == 0 ? reading.text.words : [])
    var text = layerText(
      layer,
      "text layer: \(layer.count) words; \(refusal): OCR adds \(supplement.added) letters "
        + "to its \(told)", image)
    let strokes = text.words
    text.words = supplement.words
    for index in strokes.indices { text.words[index].strokeWidth = strokes[index].strokeWidth }
    if supplement.added > told { text.origin = .ocr }
    text.graphics = reading.turn == 0 ? reading.text.graphics : []
    return ReadPage(text: text)
  }

  private static func layerText(
    _ words: [Word], _ reason: String, _ image: PageImage
  ) -> PageText {
    var text = PageText(
      words: words, origin: words.isEmpty ? .none : .textLayer, reason: reason)
    PageMarks.add(to: &text, from: image)
    return text
  }

  /// The page's words by OCR: made upright, and looked at again where text was missed.
  private static func recognised(
    _ image: PageImage, dpi: Double, engine: TesseractEngine
  ) throws(TextRecognitionError) -> UprightReading.Reading {
    var reading = try UprightReading(engine, dpi: dpi).read(image)
    let upright = PageTurn(clockwise: reading.turn, of: image.bounds)(image)
    PageMarks.add(to: &reading.text, from: upright)
    guard reading.text.origin != .illegible else { return reading }
    let missed = try MissedText(engine, image: upright, dpi: dpi)
      .words(beside: reading.text.words, graphics: reading.text.graphics)
    guard !missed.isEmpty else { return reading }
    reading.text.words += missed
    reading.text.origin = .ocr
    reading.text.reason += "; \(missed.count) more at a second look"
    return reading
  }

  private static func sure(_ words: [Word]) -> [Word] {
    words.filter { $0.confidence >= leastConfidence }
  }

  private static func letters(of words: [Word]) -> Int {
    words.reduce(0) { $0 + Letters.count(in: $1.text) }
  }
}
