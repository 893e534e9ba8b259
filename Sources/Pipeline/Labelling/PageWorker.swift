import Detection
import Layout
import TextRecognition

/// A thread with the engines that belong to it: one OCR engine, one inference request.
final class PageWorker: Sendable {
  private let thread: BlockingThread
  private let engines: Engines

  init(number: Int, languages: [String], teacher: Teacher?) {
    thread = BlockingThread(label: "galley.worker.\(number)")
    engines = Engines(languages: languages, teacher: teacher)
  }

  /// The words of the page made upright, from its text layer or by OCR, and what the image tells
  /// about them.
  func read(
    _ image: PageImage, dpi: Double, layer: LayerWords?, mode: OCRMode
  ) async throws -> ReadPage {
    try await thread.run { [engines] in
      try PageReading.read(
        image, dpi: dpi, layer: layer, mode: mode, engine: engines.tesseract)
    }
  }

  /// What the teacher sees; nothing without a teacher.
  ///
  /// - Throws: `TeacherFailure` when it cannot look at any page of that shape.
  func detect(_ image: PageImage) async throws -> [RegionEstimate] {
    try await thread.run { [engines] in try engines.detect(image) }
  }

  /// The OCR engine and the worker's networks are made when first needed.
  ///
  /// `@unchecked Sendable`: only ever used on the worker's own thread.
  private final class Engines: @unchecked Sendable {
    private let languages: [String]
    private let worker: TeacherWorker?
    private var engine: TesseractEngine?

    init(languages: [String], teacher: Teacher?) {
      self.languages = languages
      worker = teacher?.makeWorker()
    }

    func tesseract() throws(TextRecognitionError) -> TesseractEngine {
      if let engine { return engine }
      let made = try TesseractEngine(languages: languages)
      engine = made
      return made
    }

    func detect(_ image: PageImage) throws -> [RegionEstimate] {
      guard let worker else { return [] }
      do { try worker.prepare(for: image) } catch { throw TeacherFailure(reason: error) }
      return try worker.detect(image)
    }
  }
}

/// Why the teacher cannot be used at all: no page is at fault.
struct TeacherFailure: Error {
  var reason: DetectionError
}
