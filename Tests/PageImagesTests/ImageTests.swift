import Foundation
import GalleyTesting
import Layout
import PageImages
import Testing

@Suite("An image file")
struct ImageTests {
  private static func png(_ depth: UInt8, _ colour: UInt8, _ rows: [[Int]], extra: [UInt8] = [])
    throws -> [UInt8]
  {
    try SmallPNG(depth: depth, colourType: colour, rows: rows, extraChunks: extra).bytes
  }

  @Test(
    "of 16 bits that uses fewer is brightened, and says so",
    arguments: [(0, 4095, 12), (2, 4095, 12), (0, 1023, 10), (0, 65535, 16), (4, 4095, 12)])
  func unusedBits(colour: Int, white: Int, used: Int) async throws {
    let channels = [0: 1, 2: 3, 4: 2][colour] ?? 1
    let row = [0, white / 2, white].flatMap { level in
      (0..<channels).map { colour == 4 && $0 == 1 ? 65535 : level }
    }
    let page = try #require(
      await SmallPicture.drawn(Self.png(16, UInt8(colour), [row])).first)
    #expect(page.image.pixels.map { Int($0) / 2 } == [0, 63, 127].flatMap { [$0, $0, $0] })
    #expect(page.warnings.isEmpty == (used == 16))
    #expect(page.warnings.allSatisfy { $0.contains("use \(used) bits only") })
  }

  @Test(
    "lays transparency over white",
    arguments: [
      // Grey and RGB with an opacity, 8 and 16 bits; white is transparent in the third.
      (8, 4, [10, 255, 100, 128, 7, 0], [], [10, 177, 255]),
      (16, 6, [100, 100, 100, 128, 255, 255, 255, 255].map { $0 * 257 }, [], [177, 255]),
      (8, 0, [0, 60, 255], [0, 255], [0, 60, 255]),
    ] as [(UInt8, UInt8, [Int], [UInt8], [Int])])
  func transparency(
    depth: UInt8, colour: UInt8, row: [Int], transparent: [UInt8], expected: [Int]
  ) async throws {
    let extra = transparent.isEmpty ? [] : SmallPNG.chunk("tRNS", transparent)
    let page = try #require(
      await SmallPicture.drawn(Self.png(depth, colour, [row], extra: extra)).first)
    #expect(page.image.pixels.map(Int.init) == expected.flatMap { [$0, $0, $0] })
  }

  @Test func `has its decoder's complaints among its warnings, and nothing on standard error`()
    async throws
  {
    let profile = SmallPNG.chunk("iCCP", Array("x\0\0".utf8) + [1, 2, 3])
    let page = try #require(
      await SmallPicture.drawn(Self.png(8, 0, [[1, 2]], extra: profile)).first)
    #expect(page.warnings.contains { $0.hasPrefix("libpng warning: iCCP") })
  }

  @Test(
    "that cannot be decoded is told with what its decoder says",
    arguments: [
      ("P5\n2 1\n4095\n\0\0\0\0", "whose white is 4095, which is not supported"),
      ("P1\n2 1\n10\n", "a bitmap written in digits"), ("P7\nWIDTH 2\n", "PAM: convert it"),
      (
        "BM" + String(repeating: "\0", count: 12) + "\u{0C}\0\0\0\u{2}\0\u{1}\0\u{1}\0\u{8}\0",
        "OS/2"
      ),
      (
        "RIFF\u{20}\0\0\0WEBPVP8X\u{0A}\0\0\0\u{2}\0\0\0\u{1}\0\0\u{1}\0\0ANIM\u{6}\0\0\0",
        "an animation"
      ),
      ("\u{0}\u{0}\u{0}\u{18}ftypheic", "HEIC: convert it"), ("AT&TFORM", "ddjvu"),
    ])
  func undecodable(text: String, reason: String) async throws {
    let error = await #expect(throws: PageImagesError.self) {
      try await SmallPicture.drawn(text.utf8)
    }
    #expect(error?.description.contains(reason) == true, "\(String(describing: error))")
  }

  @Test func `of JPEG 2000 is laid over white where it is transparent`() async throws {
    let source = try await PageSource.open(Fixture.file("pictures/transparent.jp2").path)
    let image = try await source.render(page: 1, dpi: 150).image
    let red = { image.pixels[($0 * image.width + $0) * 3] }
    #expect(red(0) == 255)
    #expect((190...210).contains(red(6)))
    #expect(image.pixels[(6 * image.width + 6) * 3 + 1] < 60)
  }

  @Test func `of 16 bits that is black on transparent paper uses all its bits`() async throws {
    let rows = [[0, 0, 0, 65535, 0, 0, 0, 0]]
    let page = try #require(
      await SmallPicture.drawn(SmallPNG(depth: 16, colourType: 6, rows: rows).bytes).first)
    #expect(page.warnings.isEmpty, "\(page.warnings)")
    #expect(page.image.pixels == [0, 0, 0, 255, 255, 255])
  }

  @Test(
    "is told by its first bytes",
    arguments: [
      ("P6 3", FileFormat.pnm), ("P5\n# by hand\n3 3", .pnm), ("P4 is a road", nil),
      ("BMW sells cars, and this is a text", nil), ("%PDF-1.4", .pdf),
      ("a text about %PDF-1.4", nil), ("junk\r\n%PDF-1.4 … startxref\n9\n%%EOF", .pdf),
      ("II+\0", .tiff), ("MM\0+", .tiff), ("II*\0", .tiff),
    ] as [(String, FileFormat?)])
  func formats(text: String, format: FileFormat?) async throws {
    try await Fixture.withTemporaryFolder { folder in
      let file = folder.appending(path: "page.jpg")
      try Data(text.utf8).write(to: file)
      #expect(FileFormat.of(file.path) == format)
    }
  }
}
