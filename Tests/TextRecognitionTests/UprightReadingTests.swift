import Foundation
import GalleyTesting
import Layout
import PageImages
import Testing

import TextRecognition

@Suite("A page that lies wrongly")
struct UprightReadingTests {
  private func upsideDown() async throws -> PageImage {
    try await PageSource.open(Fixture.file("text/upside-down-no-tag.png").path)
      .render(page: 1, dpi: 150).image
  }

  @Test("is turned and read", arguments: [0, 90, 180, 270])
  func turned(further: Int) async throws {
    let upsideDown = try await upsideDown()
    let image = PageTurn(clockwise: 180 + further, of: upsideDown.bounds)(upsideDown)
    let reading = try UprightReading(TesseractEngine(languages: ["eng"]), dpi: 100).read(image)
    #expect(reading.turn == (360 - further) % 360)
    let text = reading.text.words.map(\.text).joined(separator: " ")
    #expect(text.hasPrefix("A Heading of the Page"), "\(text.prefix(80))")
    #expect(reading.text.reason.contains("turned") == (further != 0))
  }

  @Test func `without a word is left as it is`() async throws {
    let blank = try PageImage(
      width: 300, height: 400, pixels: [UInt8](repeating: 255, count: 300 * 400 * 3))
    let reading = try UprightReading(TesseractEngine(languages: ["eng"]), dpi: 100).read(blank)
    #expect(reading.turn == 0)
    #expect(reading.text.origin == .none)
  }

  /// A page set by a content stream, drawn at 150 dpi.
  private func drawn(_ content: String) async throws -> PageImage {
    try await Fixture.withTemporaryFolder { folder in
      let file = folder.appending(path: "page.pdf")
      try SmallPDF(width: 420, height: 595, content: content).data.write(to: file)
      return try await PageSource.open(file.path).render(page: 1, dpi: 150).image
    }
  }

  @Test("is turned though it holds a few words only", arguments: [0, 90, 180, 270])
  func few(turn: Int) async throws {
    let upright = try await drawn(
      "BT /F4 30 Tf 90 400 Td (Annual Report) Tj 60 -50 Td (2023) Tj ET")
    let image = PageTurn(clockwise: -turn, of: upright.bounds)(upright)
    let reading = try UprightReading(TesseractEngine(languages: ["eng"]), dpi: 150).read(image)
    #expect(reading.turn == turn)
    #expect(reading.text.words.map(\.text) == ["Annual", "Report", "2023"])
  }

  @Test func `with a number only stays as it is`() async throws {
    let upright = try await drawn("BT /F4 12 Tf 200 30 Td (27) Tj ET")
    let image = PageTurn(clockwise: 180, of: upright.bounds)(upright)
    let reading = try UprightReading(TesseractEngine(languages: ["eng"]), dpi: 150).read(image)
    #expect(reading.turn == 0)
    #expect(reading.text.origin != .illegible)
  }

  @Test func `is turned though its ink is faint`() async throws {
    let upsideDown = try await upsideDown()
    let faint = try PageImage(
      width: upsideDown.width, height: upsideDown.height,
      pixels: upsideDown.pixels.map { 210 + $0 / 6 })
    let reading = try UprightReading(TesseractEngine(languages: ["eng"]), dpi: 100).read(faint)
    #expect(reading.turn == 180)
  }

  @Test func `is not turned for a table on its side`() async throws {
    let rows = (0..<16).map {
      "0 1 -1 0 \(120 + 18 * $0) 120 Tm (River \(37 * $0) Mountain \(11 * $0) Summer) Tj"
    }
    let image = try await drawn(
      "BT /F4 12 Tf 60 560 Td (Annual Report of the Rivers) Tj ET "
        + "BT /F4 12 Tf \(rows.joined(separator: " ")) ET BT /F4 12 Tf 200 30 Td (12) Tj ET")
    let reading = try UprightReading(TesseractEngine(languages: ["eng"]), dpi: 150).read(image)
    #expect(reading.turn == 0)
    #expect(reading.text.origin == .ocr, "\(reading.text.reason)")
    #expect(reading.text.words.contains { $0.text == "Annual" })
  }

  @Test func `that is seen from behind is illegible, however surely its lines lie`() async throws {
    let page = try await upsideDown()
    let upright = PageTurn(clockwise: 180, of: page.bounds)(page)
    var mirrored: [UInt8] = []
    for y in 0..<page.height {
      for x in (0..<page.width).reversed() {
        let place = y * page.bytesPerRow + 3 * x
        mirrored += upright.pixels[place..<place + 3]
      }
    }
    let image = try PageImage(width: page.width, height: page.height, pixels: mirrored)
    let reading = try UprightReading(TesseractEngine(languages: ["eng"]), dpi: 100).read(image)
    #expect(reading.text.origin == .illegible, "\(reading.text.reason)")
  }

  @Test func `that lies askew is told so where it cannot be read`() async throws {
    let lines = (0..<22).map { "(line \($0) of some plain running text) Tj 0 -20 Td" }
    let image = try await drawn(
      "BT /F4 12 Tf 0.94 0.34 -0.34 0.94 160 430 Tm \(lines.joined(separator: " ")) ET")
    let reading = try UprightReading(TesseractEngine(languages: ["eng"]), dpi: 150).read(image)
    #expect(reading.text.origin == .illegible)
    #expect(reading.text.reason.contains("askew by some 20 degrees"), "\(reading.text.reason)")
  }

  @Test func `that no turn makes legible is called so`() async throws {
    let image = try await OverprintedPage.image()
    let reading = try UprightReading(TesseractEngine(languages: ["eng"]), dpi: 100).read(image)
    #expect(reading.legibility.confidence < 50)
    #expect(reading.text.origin == .illegible, "\(reading.text.reason)")
    #expect(reading.text.reason.contains("hardly be read"))
  }
}
