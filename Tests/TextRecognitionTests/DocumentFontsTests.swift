import GalleyTesting
import PageImages
import Testing

import TextRecognition

@Suite("Fonts that OCR has confirmed")
struct ConfirmedFontsTests {
  private let good = PageFonts(objects: ["1 0 R"])
  private let bad = PageFonts(objects: ["2 0 R"])
  private let both = PageFonts(objects: ["1 0 R", "2 0 R"])

  @Test func `need not be looked at on other pages, others do`() {
    var confirmed = ConfirmedFonts()
    #expect(confirmed.unconfirmed(of: good, in: .letters) == 1)
    confirmed.take(.confirms([.letters]), of: good)
    #expect(confirmed.unconfirmed(of: good, in: .letters) == 0)
    #expect(confirmed.unconfirmed(of: both, in: .letters) == 1)
    #expect(confirmed.knowAny(of: both) && !confirmed.knowAny(of: bad))
  }

  @Test func `are not confirmed in figures by their letters`() {
    var confirmed = ConfirmedFonts()
    confirmed.take(.confirms([.letters]), of: good)
    #expect(confirmed.unconfirmed(of: good, in: .digits) == 1)
  }

  @Test func `that were contradicted are never confirmed in company`() {
    var confirmed = ConfirmedFonts()
    confirmed.take(.confirms([.letters]), of: good)
    confirmed.take(.contradicts, of: both)
    confirmed.take(.confirms([.letters]), of: both)
    #expect(confirmed.unconfirmed(of: good, in: .letters) == 0)
    #expect(confirmed.unconfirmed(of: bad, in: .letters) == 1)
  }

  @Test func `are never known of a page that names none`() {
    #expect(ConfirmedFonts().unconfirmed(of: PageFonts(objects: []), in: .letters) == 1)
  }
}

@Suite("The fonts of a document's pages")
struct DocumentFontsTests {
  /// A file of two pages whose dictionaries hold `first` and `second`, and further objects, from 5.
  private func fonts(
    _ first: String, _ second: String = "", shared: String = "", _ objects: String...
  ) async throws -> [PageFonts?] {
    try await Fixture.withTemporaryFolder { folder in
      let file = folder.appending(path: "pages.pdf")
      let page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99]"
      try PDFObjects(
        [
          "<< /Type /Catalog /Pages 2 0 R >>",
          "<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 \(shared) >>", "\(page) \(first) >>",
          "\(page) \(second) >>",
        ] + objects
      ).data.write(to: file)
      let fonts = DocumentFonts(of: file.path, pageCount: 2)
      return [await fonts.fonts(ofPage: 1), await fonts.fonts(ofPage: 2)]
    }
  }

  private let font = "<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>"

  @Test func `are named by their objects, the page's own or inherited ones`() async throws {
    let found = try await fonts(
      "/Resources << /Font << /A 6 0 R >> >>", shared: "/Resources << /Font 5 0 R >>",
      "<< /A 6 0 R /B 7 0 R >>", font, font)
    #expect(found.map { $0?.objects } == [["6 0 R"], ["6 0 R", "7 0 R"]])
    #expect(found.allSatisfy { $0?.isComplete == true })
  }

  @Test func `are found in forms, forms inside of forms, and annotations`() async throws {
    func form(_ resources: String) -> String {
      "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length 0 "
        + "/Resources << \(resources) >> >>\nstream\n\nendstream"
    }
    let found = try await fonts(
      "/Resources << /XObject << /X 5 0 R >> >>", "/Annots [8 0 R]",
      form("/XObject << /X 6 0 R /Itself 5 0 R >>"), form("/Font << /A 7 0 R >>"), font,
      "<< /Type /Annot /Subtype /Widget /Rect [0 0 9 9] /AP << /N << /On 6 0 R >> >> >>")
    #expect(found.map { $0?.objects } == [["7 0 R"], ["7 0 R"]])
  }

  @Test func `that no object holds cannot be told apart`() async throws {
    let found = try await fonts("/Resources << /Font << /A \(font) >> >>")
    #expect(found.first??.isComplete == false)
  }

  @Test func `of OCR programs say nothing of other pages`() async throws {
    let invisible = "<< /Type /Font /Subtype /Type1 /BaseFont /AAAAAA+GlyphLessFont >>"
    let found = try await fonts("/Resources << /Font << /A 5 0 R >> >>", invisible)
    let first = try #require(found.first ?? nil)
    var confirmed = ConfirmedFonts()
    confirmed.take(.confirms([.letters]), of: first)
    #expect(confirmed.unconfirmed(of: first, in: .letters) == 1)
  }

  @Test func `are unknown where qpdf finds other pages`() async {
    let fonts = DocumentFonts(of: Fixture.file("pages/two-columns.pdf").path, pageCount: 7)
    #expect(await fonts.fonts(ofPage: 1) == nil)
  }
}
