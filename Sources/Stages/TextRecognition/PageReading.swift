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

/// Chooses between a page's text layer and OCR.
public enum PageReading {
  /// Raised whenever the same pixels come to be read differently.
  public static let version = 2

  /// The page's words.
  ///
  /// - Parameters:
  ///   - layer: words of the text layer; `nil` where the file has none, as images.
  ///   - engine: called when OCR is needed; its errors pass through.
  /// - Throws: `TextRecognitionError`.
  public static func text(
    of image: PageImage, dpi: Double, layer: [Word]?, mode: OCRMode,
    engine: () throws(TextRecognitionError) -> TesseractEngine
  ) throws(TextRecognitionError) -> PageText {
    var refusal = ""
    if mode != .always, let layer {
      let trust = TextLayerTrust(words: layer, image: image)
      if trust.isTrusted {
        return PageText(words: trust.words, origin: .textLayer, reason: trust.reason)
      }
      if mode == .never {
        // The user wants no OCR: words that a reader cannot see still stay out.
        return PageText(
          words: trust.words, origin: trust.words.isEmpty ? .none : .textLayer,
          reason: "used although \(trust.reason) (OCR is off)")
      }
      refusal = "; \(trust.reason)"
    }
    guard mode != .never else {
      return PageText(words: [], origin: .none, reason: "no text layer, and OCR is off")
    }
    var text = try engine().recognise(image, dpi: dpi)
    text.reason += refusal
    return text
  }
}
