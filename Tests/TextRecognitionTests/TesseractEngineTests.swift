import Foundation
import GalleyTesting
import Layout
import PageImages
import Testing
import TextRecognition

@Suite("Tesseract")
struct TesseractEngineTests {
  @Test(
    "reads what its command line reads",
    arguments: [("scan-two-pages.tiff", 1), ("scan-hilbert-1897.jpg", 1)])
  func parity(name: String, page: Int) async throws {
    let source = try await PageSource.open(Fixture.file("pages/\(name)").path)
    let image = try await source.render(page: page, dpi: 150).image
    let words = try TesseractEngine(languages: ["eng"]).recognise(image, dpi: 150).words
    try await Fixture.withTemporaryFolder { folder in
      let file = folder.appending(path: "page.png")
      try ImageEncoding.data(image, as: .png).write(to: file)
      let output = try await LimitedProcess.run(
        "tesseract", [file.path, "-", "--dpi", "150", "-l", "eng", "tsv"],
        limits: ProcessLimits(seconds: 600))
      let rows = String(decoding: output.standardOutput, as: UTF8.self)
        .split(separator: "\n").dropFirst()
        .map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) }
        .filter { $0.count == 12 && $0[0] == "5" }
        .filter { !$0[11].trimmingCharacters(in: .whitespaces).isEmpty }
      #expect(rows.count > 100)
      #expect(words.map(\.text) == rows.map { $0[11] })
      #expect(words.map(\.box.x1) == rows.map { Double($0[6]) })
      #expect(words.map(\.box.height) == rows.map { Double($0[9]) })
      for (word, row) in zip(words, rows) {
        #expect(abs(word.confidence - (Double(row[10]) ?? -1)) < 0.01)
      }
    }
  }

  @Test func `reads small images enlarged, with boxes in their own pixels`() async throws {
    let source = try await PageSource.open(Fixture.file("pages/PMC5302692_00002.jpg").path)
    let page = try await source.render(page: 1, dpi: 150)
    let words = try TesseractEngine(languages: ["eng"]).recognise(page.image, dpi: 150).words
    let text = words.map(\.text).joined(separator: " ")
    #expect(text.contains("scavenging of these transient augmentations in ROS."))
    #expect(words.reduce(0) { $0 + $1.confidence } / Double(words.count) > 85)
    #expect(words.allSatisfy { $0.box.fractionInside(page.page.bounds) > 0.999 })
    // Letters of this page are 6 to 12 pixels high.
    #expect(words.map(\.box.height).sorted()[words.count / 2] < 12)
  }

  @Test func `keeps the structure of blocks, paragraphs and lines`() async throws {
    let source = try await PageSource.open(Fixture.file("pages/scan-two-pages.tiff").path)
    let image = try await source.render(page: 2, dpi: 150).image
    let text = try TesseractEngine(languages: ["eng"]).recognise(image, dpi: 150)
    #expect(text.origin == .ocr)
    #expect(text.words.map(\.id) == Array(text.words.indices))
    #expect(zip(text.words, text.words.dropFirst()).allSatisfy { $0.line <= $1.line })
    #expect(text.lines.count > 10)
    #expect(Set(text.words.map(\.block)).count > 1)
  }

  @Test(
    "survives a page without text",
    arguments: [
      (1, 1, 0), (1, 4000, 0), (4000, 1, 255), (900, 900, 255), (900, 900, 0), (3000, 12, 0),
    ] as [(Int, Int, UInt8)])
  func textless(width: Int, height: Int, value: UInt8) throws {
    let image = try PageImage(
      width: width, height: height,
      pixels: [UInt8](repeating: value, count: width * height * 3))
    let text = try TesseractEngine(languages: ["eng"]).recognise(image, dpi: 150)
    #expect(text.origin == .none)
    #expect(!text.reason.isEmpty)
  }

  @Test func `leaves the thread's own OpenMP settings as they were`() async throws {
    let symbol = try #require(dlsym(nil, "omp_get_max_active_levels"))
    let depth = unsafeBitCast(symbol, to: (@convention(c) () -> Int32).self)
    let source = try await PageSource.open(Fixture.file("pages/PMC5302692_00002.jpg").path)
    let page = try await source.render(page: 1, dpi: 150)
    let engine = try TesseractEngine(languages: ["eng"])
    // One thread throughout: nothing waits from here on.
    let before = depth()
    _ = try engine.recognise(page.image, dpi: 150)
    #expect(depth() == before && before > 0)
  }

  @Test func `gives up a page that takes too long`() async throws {
    let source = try await PageSource.open(Fixture.file("pages/scan-two-pages.tiff").path)
    let image = try await source.render(page: 1, dpi: 150).image
    let engine = try TesseractEngine(languages: ["eng"], timeLimit: 0.05)
    #expect(throws: TextRecognitionError.timedOut(seconds: 0.05)) {
      try engine.recognise(image, dpi: 150)
    }
  }

  @Test(
    "names the package of a missing language",
    arguments: [
      ("tlh", "tesseract-ocr-tlh"), ("eng+xx_sim", "tesseract-ocr-xx-sim"),
    ])
  func missing(languages: String, package: String) throws {
    let error = #expect(throws: TextRecognitionError.self) {
      try RecognitionLanguages.parse(languages)
    }
    #expect(error?.description.contains(package) == true)
  }

  @Test func `without language data says where it looked`() {
    let error = #expect(throws: TextRecognitionError.self) { try RecognitionLanguages.parse("") }
    #expect(error == .noLanguages)
  }
}
