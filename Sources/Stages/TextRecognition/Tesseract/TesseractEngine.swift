import CTesseract
import Foundation
import Layout
import PageImages

/// Tesseract 5 with its language models loaded; one a worker, used by one thread at a time.
public final class TesseractEngine {
  let handle: OpaquePointer
  /// Codes of the loaded languages.
  let languages: [String]
  private let timeLimit: Double
  /// Loaded when a page first lies doubtfully.
  private lazy var orientationDetector = OrientationDetector()

  /// Loads the models of the given languages (codes such as `eng`, all installed).
  ///
  /// - Parameter timeLimit: seconds after which a page is given up.
  /// - Throws: `TextRecognitionError`.
  public init(languages: [String], timeLimit: Double = 120) throws(TextRecognitionError) {
    guard !languages.isEmpty else { throw .noLanguages }
    let folder = try RecognitionLanguages.dataFolder()
    let installed = try RecognitionLanguages.installed()
    for language in languages where !installed.contains(language) {
      throw .missingLanguage(language, installed: installed)
    }
    guard let handle = TessBaseAPICreate() else { throw .cannotStart(languages: languages) }
    // Tesseract chats on standard error ("Empty page!!"); the page's text says all that.
    TessBaseAPISetVariable(handle, "debug_file", "/dev/null")
    guard TessBaseAPIInit3(handle, folder, languages.joined(separator: "+")) == 0 else {
      TessBaseAPIDelete(handle)
      throw .cannotStart(languages: languages)
    }
    TessBaseAPISetPageSegMode(handle, PSM_AUTO)
    self.handle = handle
    self.languages = languages
    self.timeLimit = timeLimit
  }

  deinit {
    TessBaseAPIEnd(handle)
    TessBaseAPIDelete(handle)
  }

  /// Reads a page; this blocks, so it is called off the cooperative pool.
  ///
  /// Small images are enlarged first and very large ones reduced; boxes are in pixels of the image
  /// as given.
  ///
  /// - Throws: `TextRecognitionError.recognitionFailed`, `.timedOut`.
  public func recognise(_ image: PageImage, dpi: Double) throws(TextRecognitionError) -> PageText {
    let factor = Magnification.factor(for: image)
    // An image that cannot be scaled is read as it is.
    guard factor != 1, let scaled = try? image.scaled(by: factor) else {
      return try read(image, dpi: dpi, magnification: 1)
    }
    // Told a resolution that is too high, Tesseract takes whole words for noise; an enlarged page
    // has that of the original or more.
    return try read(scaled, dpi: dpi * min(1, factor), magnification: factor)
  }

  /// How a page lies: the clockwise turn that makes it upright, in degrees, and how sure that is;
  /// `nil` where there is no telling.
  func orientation(of image: PageImage, dpi: Double) -> (degrees: Int, confidence: Double)? {
    orientationDetector?.turn(of: image, dpi: dpi)
  }

  func read(
    _ image: PageImage, dpi: Double, magnification: Double
  ) throws(TextRecognitionError) -> PageText {
    // Below this Tesseract finds no line and may loop over nothing.
    guard image.width >= 8, image.height >= 8 else {
      return PageText(words: [], origin: .none, reason: "OCR: the page is too small to hold text")
    }
    defer { TessBaseAPIClear(handle) }
    let monitor = TessMonitorCreate()
    defer { TessMonitorDelete(monitor) }
    TessMonitorSetDeadlineMSecs(monitor, Int32(timeLimit * 1000))
    let clock = ContinuousClock()
    let start = clock.now
    let failed = image.pixels.withUnsafeBufferPointer { pixels in
      TessBaseAPISetImage(
        handle, pixels.baseAddress, Int32(image.width), Int32(image.height), 3,
        Int32(image.bytesPerRow))
      TessBaseAPISetSourceResolution(handle, Int32(dpi.rounded()))
      return OpenMPThreads.withOne { TessBaseAPIRecognize(handle, monitor) }
    }
    if clock.now - start >= .seconds(timeLimit) { throw .timedOut(seconds: timeLimit) }
    guard failed == 0 else { throw .recognitionFailed }
    let (words, dropped) = recognisedWords(magnification: magnification)
    let noise = dropped > 0 ? ", \(dropped) empty ones dropped" : ""
    return PageText(
      words: words, origin: words.isEmpty ? .none : .ocr,
      reason: words.isEmpty ? "OCR found no words" : "OCR found \(words.count) words\(noise)")
  }

  private func recognisedWords(magnification: Double) -> (words: [Word], dropped: Int) {
    guard let results = TessBaseAPIGetIterator(handle) else { return ([], 0) }
    defer { TessResultIteratorDelete(results) }
    let page = TessResultIteratorGetPageIterator(results)
    var words: [Word] = []
    var dropped = 0
    var (block, paragraph, line) = (-1, -1, -1)
    var lineBox: Layout.Box?
    repeat {
      // Asking for the beginning of a line makes Tesseract walk the page: only a word whose line
      // has another box than the last word's is asked.
      let box = Self.box(page, RIL_TEXTLINE)
      if box == nil || box != lineBox {
        if TessPageIteratorIsAtBeginningOf(page, RIL_BLOCK) != 0 { block += 1 }
        if TessPageIteratorIsAtBeginningOf(page, RIL_PARA) != 0 { paragraph += 1 }
        if TessPageIteratorIsAtBeginningOf(page, RIL_TEXTLINE) != 0 { line += 1 }
        lineBox = box
      }
      guard let text = TessResultIteratorGetUTF8Text(results, RIL_WORD) else { continue }
      defer { TessDeleteText(text) }
      let word = String(cString: text).trimmingCharacters(in: .whitespacesAndNewlines)
      let confidence = Double(TessResultIteratorConfidence(results, RIL_WORD))
      guard !word.isEmpty, confidence >= 0, let box = Self.box(page, RIL_WORD) else {
        dropped += 1
        continue
      }
      words.append(
        Word(
          id: words.count, text: word,
          box: box.scaled(x: 1 / magnification, y: 1 / magnification),
          confidence: min(100, confidence), block: max(0, block), paragraph: max(0, paragraph),
          line: max(0, line)))
    } while TessResultIteratorNext(results, RIL_WORD) != 0
    return (words, dropped)
  }

  /// Where the iterator's element is; `nil` where it has no extent.
  private static func box(_ page: OpaquePointer?, _ level: TessPageIteratorLevel) -> Layout.Box? {
    var (left, top, right, bottom): (Int32, Int32, Int32, Int32) = (0, 0, 0, 0)
    guard TessPageIteratorBoundingBox(page, level, &left, &top, &right, &bottom) != 0,
      left < right, top < bottom
    else { return nil }
    return Box(x1: Double(left), y1: Double(top), x2: Double(right), y2: Double(bottom))
  }
}
