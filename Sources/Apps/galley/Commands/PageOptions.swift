import ArgumentParser
import Foundation
import PageImages
import TextRecognition

extension OCRMode: ExpressibleByArgument {}

/// How pages are drawn and read.
struct PageOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Pixels per inch at which PDF pages are drawn.", valueName: "n"))
  var dpi = 150.0

  @Option(help: ArgumentHelp("Tesseract languages, such as eng+deu.", valueName: "codes"))
  var languages = "eng"

  @Option(
    help: """
      Where words come from: auto (a PDF's text layer if it can be trusted, else OCR), always \
      (OCR), never (no OCR).
      """)
  var ocr = OCRMode.auto

  @Option(
    help: ArgumentHelp("Password of encrypted PDFs, the owner's or the user's.", valueName: "text"))
  var password: String?

  @Option(
    help: ArgumentHelp("Seconds after which drawing a page is given up.", valueName: "seconds"))
  var pageTimeout = 60.0

  @Option(help: ArgumentHelp("Most pixels of a page image, in millions.", valueName: "n"))
  var maxMegapixels = 100.0

  func validate() throws {
    guard (20...1200).contains(dpi) else {
      throw ValidationError("--dpi must lie between 20 and 1200.")
    }
    guard (1...86_400).contains(pageTimeout) else {
      throw ValidationError("--page-timeout must lie between 1 and 86400 seconds.")
    }
    guard (0.01...2000).contains(maxMegapixels) else {
      throw ValidationError("--max-megapixels must lie between 0.01 and 2000.")
    }
  }

  /// The languages, each installed; not asked for where there is no OCR.
  func recognitionLanguages() throws -> [String] {
    ocr == .never ? [] : try RecognitionLanguages.parse(languages)
  }

  /// The languages that the pages are written in, as a language model is told, OCR or none.
  var writtenLanguages: [String] {
    languages.split(whereSeparator: { "+,".contains($0) }).map {
      $0.trimmingCharacters(in: .whitespaces)
    }
  }

  var limits: RenderLimits {
    RenderLimits(
      process: ProcessLimits(seconds: pageTimeout), maximumPixels: Int(maxMegapixels * 1_000_000))
  }
}
