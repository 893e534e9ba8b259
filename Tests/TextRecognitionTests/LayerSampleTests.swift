import GalleyTesting
import Layout
import PageImages
import Testing

import TextRecognition

@Suite("A sample of a text layer, held against OCR")
struct LayerSampleTests {
  private func verdict(_ file: String, languages: [String] = ["eng"]) async throws
    -> LayerSample.Verdict
  {
    let path = Fixture.file(file).path
    let image = try await PageSource.open(path).render(page: 1, dpi: 150).image
    let words = try await TextLayer.words(ofPages: 1...1, in: path, dpi: 150)[0]
    return try LayerSample(words).verdict(
      in: image, dpi: 150, engine: TesseractEngine(languages: languages))
  }

  @Test(
    "confirms what is right",
    arguments: ["pages/two-columns.pdf", "pages/faa-handbook.pdf", "text/toc-leader-dots.pdf"])
  func right(file: String) async throws { #expect(try await verdict(file) == .confirmed) }

  @Test func `contradicts letters that are shifted by one, and says how they read`() async throws {
    guard case .contradicted(let reason) = try await verdict("text/tounicode-shifted.pdf") else {
      Issue.record("the layer passed")
      return
    }
    #expect(
      reason.contains("the text layer says '") && reason.contains("where OCR reads '"), "\(reason)")
  }

  @Test func `says nothing of a script that the languages do not know`() async throws {
    #expect(try await verdict("text/hebrew.pdf") == .unknown)
  }

  /// How a font may spell what it draws.
  struct Spelling: CustomTestStringConvertible, Sendable {
    var testDescription: String
    /// Words that it is about.
    var isSet: @Sendable (Word) -> Bool = { _ in true }
    var spelled: @Sendable (Unicode.Scalar) -> UInt32
    /// Whether spaces are letters, too: then a line is one word.
    var joins = false
    /// Whether each word is a line of its own.
    var parts = false
  }

  private static let shifted: @Sendable (Unicode.Scalar) -> UInt32 = {
    $0.properties.isAlphabetic ? $0.value + 1 : $0.value
  }
  private static let headings = ["Chapter Seven", "Further Remarks", "Conclusions Drawn"]
  private static let body = [
    "The river rises in the mountains and runs through three valleys",
    "before it reaches the sea. Its water is clear in winter and turns",
    "muddy after the summer rain, as farmers know. Boats carry grain",
    "down the stream and return with salt, cloth and iron tools for",
    "the markets of the upper towns where merchants wait for them.",
  ]

  static let spellings = [
    Spelling(testDescription: "letters and spaces", spelled: shifted, joins: true),
    Spelling(
      testDescription: "signs",
      spelled: { $0.properties.isAlphabetic ? 0x21 + $0.value % 14 : $0.value }),
    Spelling(
      testDescription: "ornaments",
      spelled: { $0.properties.isAlphabetic ? 0x2701 + $0.value % 90 : $0.value }),
    Spelling(testDescription: "cells of a word", spelled: shifted, parts: true),
    Spelling(
      testDescription: "headings of the same size",
      isSet: { word in headings.contains { $0.split(separator: " ").contains { $0 == word.text } }
      }, spelled: shifted),
    Spelling(
      testDescription: "figures", isSet: { $0.text.contains { $0.isNumber } },
      spelled: { ("0"..."9").contains($0) ? 0x30 + ($0.value - 0x30 + 3) % 10 : $0.value }),
  ]

  @Test("contradicts a font that spells otherwise", arguments: spellings)
  func spelling(_ spelling: Spelling) async throws {
    try await Fixture.withTemporaryFolder { folder in
      var lines: [String] = []
      for (chapter, heading) in Self.headings.enumerated() {
        lines += [heading] + Self.body
        lines += (0..<3).map { row in
          (0..<3).map { "\(chapter * 2357 + row * 7919 + $0 * 20011 + 10345)" }
            .joined(separator: " ")
        }
      }
      let text = lines.map { "(\($0)) Tj 0 -17 Td" }.joined(separator: " ")
      let file = folder.appending(path: "page.pdf")
      try SmallPDF(width: 420, height: 595, content: "BT /F4 12 Tf 40 560 Td \(text) ET")
        .data.write(to: file)
      let image = try await PageSource.open(file.path).render(page: 1, dpi: 150).image
      let right = try await TextLayer.words(ofPages: 1...1, in: file.path, dpi: 150)[0]
      let engine = try TesseractEngine(languages: ["eng"])
      #expect(try LayerSample(right).verdict(in: image, dpi: 150, engine: engine) == .confirmed)
      let wrong = Self.spelled(right, spelling)
      guard
        case .contradicted = try LayerSample(wrong).verdict(in: image, dpi: 150, engine: engine)
      else {
        Issue.record("the layer passed: \(wrong.prefix(9).map(\.text))")
        return
      }
    }
  }

  private static func spelled(_ words: [Word], _ spelling: Spelling) -> [Word] {
    var result: [Word] = []
    for line in PageText(words: words, origin: .textLayer, reason: "").lines {
      var line = line.map { word in
        var word = word
        if spelling.isSet(word) {
          word.text = String(
            String.UnicodeScalarView(
              word.text.unicodeScalars.compactMap { Unicode.Scalar(spelling.spelled($0)) }))
        }
        return word
      }
      if spelling.joins, let box = Box.hull(line.map(\.box)) {
        line[0].text = line.map(\.text).joined(separator: "a")
        line[0].box = box
        line = [line[0]]
      }
      for var word in line {
        word.id = result.count
        if spelling.parts { word.line = word.id }
        result.append(word)
      }
    }
    return result
  }

  @Test func `doubts what OCR itself is not sure of, as of a scan that lies upside down`()
    async throws
  {
    let file = Fixture.file("text/upside-down-no-tag.png").path
    let image = try await PageSource.open(file).render(page: 1, dpi: 150).image
    let engine = try TesseractEngine(languages: ["eng"])
    let words = try engine.recognise(image, dpi: 150).words
    #expect(try LayerSample(words).verdict(in: image, dpi: 150, engine: engine) == .doubtful)
    let read = try PageReading.read(image, dpi: 150, layer: LayerWords(words: words), mode: .auto) {
      () throws(TextRecognitionError) in engine
    }
    #expect(read.turn == 180)
    #expect(read.text.words.first?.text == "A")
    #expect(read.fontEvidence == nil)
  }

  @Test func `leaves letters in peace that look like those of a known script`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let file = folder.appending(path: "page.pdf")
      let text = (0..<9).map { _ in "(POCCTAT TOPBA MOCKBA HOPMA BECHA KACCA) Tj 0 -20 Td" }
      try SmallPDF(
        width: 420, height: 300,
        content: "BT /F1 14 Tf 20 260 Td \(text.joined(separator: " ")) ET"
      ).data.write(to: file)
      let image = try await PageSource.open(file.path).render(page: 1, dpi: 150).image
      var words = try await TextLayer.words(ofPages: 1...1, in: file.path, dpi: 150)[0]
      let russian = Dictionary(uniqueKeysWithValues: zip("POCTABMKHE", "РОСТАВМКНЕ"))
      for index in words.indices {
        words[index].text = String(words[index].text.map { russian[$0] ?? $0 })
      }
      let verdict = try LayerSample(words).verdict(
        in: image, dpi: 150, engine: TesseractEngine(languages: ["eng"]))
      #expect(verdict == .confirmed)
    }
  }

  @Test(
    "Letters are alike",
    arguments: [
      ("Grüne, 12", "grune 12", 1.0...1.0), ("The quick", "Uif rvjdl", 0.0...0.3), ("", "", 1...1),
      ("abc", "", 0...0),
    ])
  func likeness(one: String, other: String, range: ClosedRange<Double>) {
    #expect(range.contains(Letters.likeness(Letters.of(one), Letters.of(other))))
  }
}
