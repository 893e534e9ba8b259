import Foundation
import GalleyTesting
import Layout
import PageImages
import Testing

import TextRecognition

@Suite("Text that OCR missed")
struct MissedTextTests {
  /// A page of running text whose number stands alone at its foot, and some ink that is no text.
  private func page() async throws -> PageImage {
    let lines = (0..<20).map {
      "(line \($0) of some plain running text that one can read) Tj 0 -16 Td"
    }
    let content =
      "BT /F1 11 Tf 60 560 Td \(lines.joined(separator: " ")) ET "
      + "BT /F1 11 Tf 210 30 Td (138) Tj ET "
      + "60 120 300 1 re f 60 90 20 20 re f"
    return try await Fixture.withTemporaryFolder { folder in
      let file = folder.appending(path: "page.pdf")
      try SmallPDF(width: 420, height: 595, content: content).data.write(to: file)
      return try await PageSource.open(file.path).render(page: 1, dpi: 120).image
    }
  }

  @Test func `is found where it is known to stand, and nothing else is`() async throws {
    let image = try await page()
    let engine = try TesseractEngine(languages: ["eng"])
    let words = try engine.recognise(image, dpi: 120).words.filter { $0.text != "138" }
    let found = try MissedText(engine, image: image, dpi: 120).words(beside: words)
    #expect(found.map(\.text) == ["138"])
    let number = try #require(found.first)
    #expect(number.box.centreX > 340 && number.box.centreX < 380)
    #expect(number.box.centreY > 925 && number.box.centreY < 950)
    #expect(number.id == words.count)
    #expect(number.isSecondLook == true)
    #expect(words.allSatisfy { $0.block < number.block && $0.line < number.line })
  }

  @Test func `is not looked for under known words`() async throws {
    let image = try await page()
    let engine = try TesseractEngine(languages: ["eng"])
    let words = try engine.recognise(image, dpi: 120).words
    let found = try MissedText(engine, image: image, dpi: 120).words(beside: words)
    #expect(found.allSatisfy { $0.text == "138" })
  }

  @Test func `a page's first look leaves it out`() {
    let words = [nil, true].enumerated().map { index, isSecondLook in
      Word(
        id: index, text: "\(index)", box: Box(x: 0, y: 0, width: 9, height: 9), confidence: 90,
        block: index, paragraph: index, line: index, isSecondLook: isSecondLook)
    }
    let text = PageText(words: words, origin: .ocr, reason: "")
    #expect(text.firstLook?.words.map(\.text) == ["0"])
    #expect(text.firstLook?.firstLook == nil)
  }
}
