import Foundation
import GalleyTesting
import PageImages
import Testing

@Suite("The size of an image file, upright")
struct ImageSizeTests {
  @Test func `is told without decoding, whatever the file is called`() async throws {
    #expect(try await size(of: Data("P5 40 30 255\n".utf8)) == [40, 30])
    let page = try Data(contentsOf: Fixture.file("pages/PMC5302692_00002.jpg"))
    let plain = try #require(try await size(of: page))
    // The orientation of EXIF, after the start of the JPEG.
    let exif: [UInt8] =
      [0xFF, 0xE1, 0, 34] + Array("Exif\0\0MM\0*".utf8) + [0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3]
      + [0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0]
    #expect(try await size(of: page.prefix(2) + exif + page.dropFirst(2)) == plain.reversed())
    let pixels = [[[Int]]](repeating: [[0], [9], [5]], count: 2)
    let tiff = SmallTIFF(rows: pixels, orientation: 6)
    #expect(try await size(of: SmallTIFF.data([tiff])) == [2, 3])
  }

  @Test func `is unknown of what is no image`() async throws {
    for text in ["", "text", "%PDF-1.7", "\u{89}PNG"] {
      #expect(try await size(of: Data(text.utf8)) == nil)
    }
    #expect(await PageSource.imageSize(of: "/nowhere/x.png") == nil)
  }

  private func size(of data: Data) async throws -> [Int]? {
    try await Fixture.withTemporaryFolder { folder in
      let file = folder.appending(path: "image.png")
      try data.write(to: file)
      return await PageSource.imageSize(of: file.path).map { [$0.width, $0.height] }
    }
  }
}
