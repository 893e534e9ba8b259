import Foundation
import GalleyTesting
import Layout
import PageImages
import Testing
import TextRecognition

@Suite("A text layer")
struct TextLayerTests {
  private func read(
    _ file: URL, page: Int = 1, dpi: Double = 150
  ) async throws -> (image: PageImage, words: [Word]) {
    let source = try await PageSource.open(file.path)
    let rendered = try await source.render(page: page, dpi: dpi)
    let words = try await TextLayer.words(
      ofPages: page...page, in: file.path, dpi: dpi, frame: source.frame(of: page))
    return (rendered.image, words[0])
  }

  @Test(
    "of a born-digital page is trusted",
    arguments: [
      ("pages/two-columns.pdf", 1), ("pages/us-government-tables.pdf", 2),
      ("pages/faa-handbook.pdf", 1), ("text/toc-leader-dots.pdf", 1),
    ])
  func trusted(name: String, page: Int) async throws {
    let (image, words) = try await read(Fixture.file(name), page: page)
    let trust = TextLayerTrust(words: words, image: image)
    #expect(trust.isTrusted, "\(trust.reason)")
    #expect(trust.words.count > 100)
  }

  @Test func `says what OCR says`() async throws {
    let (image, words) = try await read(Fixture.file("pages/two-columns.pdf"))
    let recognised = try TesseractEngine(languages: ["eng"]).recognise(image, dpi: 150).words
    let layer = Set(words.map(\.text))
    let found = recognised.count { layer.contains($0.text) }
    #expect(Double(found) / Double(recognised.count) > 0.8)
    // Same places, too: each recognised word's box meets the layer's box of the same word.
    let near = recognised.count { seen in
      words.contains { $0.text == seen.text && $0.box.intersectionOverUnion(seen.box) > 0.3 }
    }
    #expect(Double(near) / Double(recognised.count) > 0.75)
  }

  @Test func `of pages read together is that of each alone`() async throws {
    let file = Fixture.file("pages/us-government-tables.pdf").path
    let together = try await TextLayer.words(ofPages: 1...3, in: file, dpi: 100)
    #expect(together.count == 3)
    for (index, words) in together.enumerated() {
      let alone = try await TextLayer.words(ofPages: index + 1...index + 1, in: file, dpi: 100)
      #expect(words == alone[0])
    }
  }

  @Test(
    "lands on the ink of a page in any frame", arguments: [0, 90, 180, 270, -90],
    [
      "", "/UserUnit 2.5", "/CropBox [20 40 250 190]", "/CropBox [900 900 990 990]",
      "/CropBox [20 40 250 190] /UserUnit 0.75", "/CropBox [900 900 990 990] /UserUnit 3",
    ])
  func frames(degrees: Int, entries: String) async throws {
    try await Fixture.withTemporaryFolder { folder in
      let file = folder.appending(path: "turned.pdf")
      try SmallPDF(
        width: 300, height: 200, rotation: degrees, entries: entries,
        content: "BT /F1 20 Tf 40 150 Td (Visible words here) Tj ET"
      ).data.write(to: file)
      let (image, words) = try await read(file)
      let trust = TextLayerTrust(words: words, image: image)
      #expect(trust.isTrusted, "\(trust.reason)")
      #expect(trust.words.map(\.text) == ["Visible", "words", "here"])
    }
  }

  @Test(
    "is seen in any colour",
    arguments: [
      ("0 0 0", "1 0 0"), ("1 1 1", "0 0.9 1"), ("1 1 1", "0.83 0.83 0.83"),
      ("0.5 0.5 0.5", "1 0.45 0"), ("0 0.55 0", "0.9 0.5 0.1"), ("0.1 0.5 0.2", "0.9 0.6 0"),
    ])
  func colours(paper: String, ink: String) async throws {
    try await Fixture.withTemporaryFolder { folder in
      let file = folder.appending(path: "coloured.pdf")
      try SmallPDF(
        width: 300, height: 100,
        content: "\(paper) rg 0 0 300 100 re f "
          + "\(ink) rg BT /F1 20 Tf 40 50 Td (Visible words here) Tj ET"
      ).data.write(to: file)
      let (image, words) = try await read(file)
      let trust = TextLayerTrust(words: words, image: image)
      #expect(trust.words.map(\.text) == ["Visible", "words", "here"], "\(trust.reason)")
    }
  }

  @Test func `is read upright where its page lies otherwise`() async throws {
    let lines = (0..<6).map { "(line \($0) of some plain running text) Tj 0 -20 Td" }
    for (turn, matrix) in [
      (90, "0 1 -1 0 80 60"), (180, "-1 0 0 -1 320 240"), (270, "0 -1 1 0 300 260"),
      (0, "1 0 0 1 40 260"),
    ] {
      try await Fixture.withTemporaryFolder { folder in
        let file = folder.appending(path: "turned.pdf")
        try SmallPDF(
          width: 360, height: 320,
          content: "BT /F1 14 Tf \(matrix) Tm \(lines.joined(separator: " ")) ET"
        ).data.write(to: file)
        let (image, words) = try await read(file)
        let page = try PageReading.read(
          image, dpi: 150, layer: LayerWords(words: words), mode: .auto
        ) { () throws(TextRecognitionError) in try TesseractEngine(languages: ["eng"]) }
        #expect(page.turn == turn)
        #expect(page.text.origin == .textLayer, "\(page.text.reason)")
        #expect(page.text.words.prefix(4).map(\.text) == ["line", "0", "of", "some"])
        #expect(page.text.words.allSatisfy { $0.text == "0" || $0.box.width > 0.4 * $0.box.height })
      }
    }
  }

  @Test(
    "loses words that nobody can see",
    arguments: [
      ("white", "1 1 1 rg BT /F1 20 Tf 40 50 Td (hidden) Tj ET"),
      ("invisible", "BT 3 Tr /F1 20 Tf 40 50 Td (hidden) Tj ET"),
      ("tiny", "BT /F1 0.5 Tf 40 50 Td (hidden) Tj ET"),
      ("off the page", "BT /F1 20 Tf 40 -90 Td (hidden) Tj ET"),
      ("under a bar", "BT /F1 20 Tf 40 50 Td (hidden) Tj ET 30 40 100 30 re f"),
    ])
  func hidden(kind: String, content: String) async throws {
    let visible = "0 0 0 rg BT /F1 20 Tf 40 150 Td (These six words can be seen) Tj ET "
    try await Fixture.withTemporaryFolder { folder in
      let file = folder.appending(path: "hidden.pdf")
      try SmallPDF(width: 400, height: 200, content: visible + content).data.write(to: file)
      let (image, words) = try await read(file)
      let trust = TextLayerTrust(words: words, image: image)
      #expect(trust.isTrusted, "\(trust.reason)")
      #expect(trust.words.map(\.text).joined(separator: " ") == "These six words can be seen")
    }
  }

  @Test(
    "is refused when it does not tell the page",
    arguments: [
      (
        "all invisible", "BT 3 Tr /F1 20 Tf 40 50 Td (nothing of this shows) Tj ET",
        "no visible word"
      ),
      (
        "a stamp on a page of text without a layer",
        "BT /F1 8 Tf 10 10 Td (Stamp) Tj ET "
          // Strokes of letters as curves would draw them.
          + (0..<8).map { row in
            (0..<60).map { "\(10 + $0 * 6) \(30 + row * 20) 3 8 re f" }.joined(separator: " ")
          }.joined(separator: " "),
        "looks like text"
      ),
    ])
  func refused(kind: String, content: String, reason: String) async throws {
    try await Fixture.withTemporaryFolder { folder in
      let file = folder.appending(path: "refused.pdf")
      try SmallPDF(width: 400, height: 200, content: content).data.write(to: file)
      let (image, words) = try await read(file)
      let trust = TextLayerTrust(words: words, image: image)
      #expect(!trust.isTrusted)
      #expect(trust.reason.contains(reason), "\(trust.reason)")
    }
  }

  @Test func `lacks what a third of the page tells in a picture`() async throws {
    let lines = (0..<7).map { "(All that can be read on line \($0) of this page) Tj 0 -18 Td" }
    let strokes = (0..<4).map { row in
      (0..<60).map { "\(10 + $0 * 6) \(20 + row * 17) 2 8 re f" }.joined(separator: " ")
    }
    try await Fixture.withTemporaryFolder { folder in
      let file = folder.appending(path: "picture.pdf")
      try SmallPDF(
        width: 400, height: 240,
        content: "BT /F1 12 Tf 10 220 Td \(lines.joined(separator: " ")) ET "
          + strokes.joined(separator: " ")
      ).data.write(to: file)
      let (image, words) = try await read(file)
      let trust = TextLayerTrust(words: words, image: image)
      #expect(!trust.isTrusted && trust.reason.contains("looks like text"), "\(trust.reason)")
      #expect(trust.words.count == words.count)
    }
  }

  @Test(
    "lacks nothing where there are only rules, boxes and pictures beside it",
    arguments: [
      (0..<40).map { "10 \(30 + $0 * 4) 380 1.5 re f" }.joined(separator: " "),
      "20 40 200 120 re f",
      (0..<9).map { "\(20 + $0 * 40) 40 20 \(20 + $0 * 12) re f" }.joined(separator: " "),
    ])
  func drawings(content: String) async throws {
    try await Fixture.withTemporaryFolder { folder in
      let file = folder.appending(path: "drawn.pdf")
      let text = "BT /F1 8 Tf 10 10 Td (Figure of sales) Tj ET "
      try SmallPDF(width: 400, height: 200, content: text + content).data.write(to: file)
      let (image, words) = try await read(file)
      let trust = TextLayerTrust(words: words, image: image)
      #expect(trust.isTrusted, "\(trust.reason)")
    }
  }

  @Test func `with unprintable characters is refused`() throws {
    let image = try PageImage(
      width: 80, height: 40,
      pixels: (0..<80 * 40 * 3).map { $0 / 3 % 2 == 0 ? 0 : 255 })
    let word = Word(
      id: 0, text: "\u{E001}\u{E002}", box: Box(x1: 0, y1: 0, x2: 80, y2: 40), confidence: 100,
      block: 0, paragraph: 0, line: 0)
    let trust = TextLayerTrust(words: [word], image: image)
    #expect(!trust.isTrusted)
    #expect(trust.reason.contains("printable"))
  }
}

@Suite("Reading a page")
struct PageReadingTests {
  @Test(
    "follows the OCR mode",
    arguments: [
      (OCRMode.auto, true, TextOrigin.textLayer), (.auto, false, .ocr), (.always, true, .ocr),
      (.never, true, .textLayer), (.never, false, .none),
    ])
  func mode(mode: OCRMode, hasLayer: Bool, expected: TextOrigin) async throws {
    let source = try await PageSource.open(Fixture.file("pages/two-columns.pdf").path)
    let rendered = try await source.render(page: 1, dpi: 150)
    let layers = try await TextLayer.words(ofPages: 1...1, in: source.path, dpi: 150)
    let text = try PageReading.read(
      rendered.image, dpi: 150, layer: hasLayer ? LayerWords(words: layers[0]) : nil, mode: mode
    ) { () throws(TextRecognitionError) in try TesseractEngine(languages: ["eng"]) }.text
    #expect(text.origin == expected)
    #expect(!text.reason.isEmpty)
  }

  @Test func `keeps a layer that lacks something where OCR reads no more`() async throws {
    let strokes = (0..<8).map { row in
      (0..<60).map { "\(10 + $0 * 6) \(60 + row * 17) 2 8 re f" }.joined(separator: " ")
    }.joined(separator: " ")
    let text = "BT /F1 11 Tf 10 20 Td (All that can be read on this page) Tj ET "
    try await Fixture.withTemporaryFolder { folder in
      let file = folder.appending(path: "bars.pdf")
      try SmallPDF(width: 400, height: 200, content: text + strokes).data.write(to: file)
      let image = try await PageSource.open(file.path).render(page: 1, dpi: 150).image
      let words = try await TextLayer.words(ofPages: 1...1, in: file.path, dpi: 150)[0]
      let read = try PageReading.read(
        image, dpi: 150, layer: LayerWords(words: words), mode: .auto
      ) { () throws(TextRecognitionError) in try TesseractEngine(languages: ["eng"]) }
      #expect(read.text.origin == .textLayer, "\(read.text.reason)")
      #expect(read.text.words.prefix(3).map(\.text) == ["All", "that", "can"])
      #expect(read.text.reason.contains("looks like text"), "\(read.text.reason)")
    }
  }

  @Test func `takes OCR for a layer of wrong letters, though OCR reads as many`() async throws {
    let file = Fixture.file("text/tounicode-shifted.pdf").path
    let image = try await PageSource.open(file).render(page: 1, dpi: 150).image
    let words = try await TextLayer.words(ofPages: 1...1, in: file, dpi: 150)[0]
    let engine = { () throws(TextRecognitionError) in try TesseractEngine(languages: ["eng"]) }
    let read = try PageReading.read(
      image, dpi: 150, layer: LayerWords(words: words), mode: .auto, engine: engine)
    #expect(read.text.origin == .ocr)
    #expect(read.text.words.prefix(3).map(\.text) == ["The", "quick", "brown"])
    // Fonts that were confirmed are not looked at again.
    let fonts = PageFonts(objects: ["4 0 R"])
    var confirmed = ConfirmedFonts()
    confirmed.take(.confirms([.letters, .digits]), of: fonts)
    let trusted = try PageReading.read(
      image, dpi: 150, layer: LayerWords(words: words, fonts: fonts, confirmed: confirmed),
      mode: .auto, engine: engine)
    #expect(trusted.text.origin == .textLayer)
  }

  @Test func `keeps a layer's letters beside a picture of text, which OCR reads`() async throws {
    let picture = try await PageSource.open(Fixture.file("pages/scan-two-pages.tiff").path)
      .render(page: 2, dpi: 150).image
    let stamp = Word(
      id: 0, text: "Zażółć", box: Box(x: 500, y: 30, width: 200, height: 30), confidence: 100,
      block: 0, paragraph: 0, line: 0)
    var pixels = picture.pixels
    for y in 34..<56 {
      for x in 504..<696 where x % 7 < 3 {
        for channel in 0..<3 { pixels[y * picture.bytesPerRow + 3 * x + channel] = 0 }
      }
    }
    let image = try PageImage(width: picture.width, height: picture.height, pixels: pixels)
    let read = try PageReading.read(
      image, dpi: 150, layer: LayerWords(words: [stamp]), mode: .auto
    ) { () throws(TextRecognitionError) in try TesseractEngine(languages: ["eng"]) }
    #expect(read.text.words.first?.text == "Zażółć")
    #expect(read.text.words.count > 100)
    #expect(read.text.words.map(\.id) == Array(read.text.words.indices))
    #expect(read.text.words.dropFirst().allSatisfy { $0.line > 0 })
    #expect(read.text.origin == .ocr)
  }
}
