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

  @Test func `that no turn makes legible is called so`() async throws {
    let image = try await OverprintedPage.image()
    let reading = try UprightReading(TesseractEngine(languages: ["eng"]), dpi: 100).read(image)
    #expect(reading.legibility.confidence < 50)
    #expect(reading.text.origin == .illegible, "\(reading.text.reason)")
    #expect(reading.text.reason.contains("hardly be read"))
  }
}
