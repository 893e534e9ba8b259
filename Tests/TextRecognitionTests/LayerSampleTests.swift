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
    #expect(reason.contains("Uif rvjdl") && reason.contains("The quick"), "\(reason)")
  }

  @Test func `says nothing of a script that the languages do not know`() async throws {
    #expect(try await verdict("text/hebrew.pdf") == .unknown)
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

@Suite("The fonts of a page")
struct PageFontsTests {
  private static let head = """
    name                                 type              encoding         emb sub uni object ID
    ------------------------------------ ----------------- ---------------- --- --- --- ---------

    """

  @Test func `are named by their objects`() {
    let fonts = PageFonts(
      table: Self.head + """
        Helvetica                            Type 1            WinAnsi          no  no  no       2  0
        AAAAAA+DejaVu Sans                   TrueType          WinAnsi          yes yes yes    117  0

        """)
    #expect(fonts.objects == ["2 0", "117 0"])
    #expect(fonts.isComplete)
  }

  @Test func `without an object are never confirmed`() async {
    let fonts = PageFonts(
      table: Self.head
        + "[none]                               Type 3            Custom           yes no  no  [none]\n"
    )
    #expect(!fonts.isComplete)
    let confirmed = ConfirmedFonts()
    await confirmed.confirm(fonts)
    #expect(await !confirmed.cover(fonts))
  }

  @Test func `are confirmed together`() async throws {
    let file = Fixture.file("pages/us-government-tables.pdf").path
    let first = try await PageFonts.read(ofPages: 1...1, in: file)
    let confirmed = ConfirmedFonts()
    #expect(await !confirmed.cover(first))
    await confirmed.confirm(first)
    #expect(await confirmed.cover(first))
    #expect(await !confirmed.cover(PageFonts(objects: first.objects.union(["9999 0"]))))
  }
}
