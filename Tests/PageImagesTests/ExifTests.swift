import Foundation
import GalleyTesting
import Layout
import PageImages
import Testing

@Suite("EXIF data")
struct ExifTests {
  /// The orientation as EXIF keeps it, as a short or a long.
  private static func exif(
    _ orientation: Int, isBigEndian: Bool = true, isLong: Bool = false, isMarked: Bool = false
  ) -> [UInt8] {
    var data: [UInt8] = isMarked ? Array("Exif\0\0".utf8) : []
    func add(_ number: Int, _ size: Int) {
      let bytes = (0..<size).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
      data += isBigEndian ? bytes.reversed() : bytes
    }
    data += isBigEndian ? [0x4D, 0x4D] : [0x49, 0x49]
    add(42, 2)
    add(8, 4)
    add(1, 2)
    add(0x0112, 2)
    add(isLong ? 4 : 3, 2)
    add(1, 4)
    add(orientation, isLong ? 4 : 2)
    if !isLong { add(0, 2) }
    add(0, 4)
    return data
  }

  /// Draws a file that keeps the picture as an orientation says.
  private static func isUpright(
    _ make: (PageImage) throws -> [UInt8], from orientation: Int, tolerance: Int = 0
  ) async throws -> Bool {
    let stored = SmallPicture.stored(SmallPicture.rows, as: orientation)
    let image = try #require(SmallPicture.image(of: stored))
    let page = try #require(await SmallPicture.drawn(make(image)).first)
    let expected = try #require(SmallPicture.image)
    guard (page.image.width, page.image.height) == (expected.width, expected.height) else {
      return false
    }
    let degrees = ImageOrientation(rawValue: orientation)?.clockwiseDegrees
    let differences = zip(page.image.pixels, expected.pixels).map { abs(Int($0) - Int($1)) }
    return page.page.rotation == degrees
      && differences.reduce(0, +) <= tolerance * differences.count
  }

  // JPEG

  private static func segment(_ marker: UInt8, _ data: [UInt8]) -> [UInt8] {
    [0xFF, marker, UInt8((data.count + 2) >> 8), UInt8((data.count + 2) & 0xFF)] + data
  }

  /// Segments that stand before the picture, and the orientation that they tell.
  static let segments: [(name: String, bytes: [UInt8], orientation: Int)] =
    (1...8).map { ("\($0)", segment(0xE1, exif($0, isMarked: true)), $0) } + [
      ("II", segment(0xE1, exif(6, isBigEndian: false, isMarked: true)), 6),
      (
        "after a colour profile of 180 kB",
        (1...3).flatMap { _ in segment(0xE2, [UInt8](repeating: 7, count: 60_000)) }
          + segment(0xE1, exif(6, isMarked: true)), 6
      ),
      (
        "after XMP in a segment of the same kind",
        segment(0xE1, Array("http://ns.adobe.com/xap/1.0/\0<x/>".utf8))
          + segment(0xE1, exif(8, isMarked: true)), 8
      ),
      (
        "after a broken one",
        segment(0xE1, Array("Exif\0\0MM\0*".utf8) + [0, 0, 0xFF, 0xFF])
          + segment(0xE1, exif(8, isMarked: true)), 8
      ),
      ("after fill bytes", [0xFF, 0xFF] + segment(0xE1, exif(3, isMarked: true)), 3),
      ("unknown value", segment(0xE1, exif(9, isMarked: true)), 1),
      ("no EXIF", segment(0xE1, Array("something".utf8)), 1),
    ]

  @Test("turns a JPEG", arguments: segments.indices)
  func jpeg(index: Int) async throws {
    let (name, bytes, orientation) = Self.segments[index]
    let isUpright = try await Self.isUpright(
      { image in
        var jpeg = [UInt8](try ImageEncoding.data(image, as: .jpeg(quality: 100)))
        jpeg.insert(contentsOf: bytes, at: 2)
        return jpeg
      }, from: orientation, tolerance: 12)
    #expect(isUpright, "\(name)")
  }

  // PNG

  /// EXIF data as hexadecimal text, as older programs keep it.
  private static func profile(_ orientation: Int, name: String) -> [UInt8] {
    let data = exif(orientation, isMarked: true)
    let digits = data.map { String(format: "%02x", $0) }
    return Array("\n\(name)\n      \(data.count)\n\(digits.prefix(18).joined())\n".utf8)
      + Array("\(digits.dropFirst(18).joined())\n".utf8)
  }

  /// Chunks before or behind the picture, and the orientation that they tell.
  static let chunks: [(name: String, bytes: [UInt8], isBehind: Bool, orientation: Int)] =
    (1...8).map { ("\($0)", SmallPNG.chunk("eXIf", exif($0)), false, $0) } + [
      ("II, behind", SmallPNG.chunk("eXIf", exif(6, isBigEndian: false)), true, 6),
      ("marked as in JPEG", SmallPNG.chunk("eXIf", exif(8, isMarked: true)), false, 8),
      ("a long", SmallPNG.chunk("eXIf", exif(6, isLong: true)), false, 6),
      (
        "tEXt",
        SmallPNG.chunk("tEXt", Array("Raw profile type APP1\0".utf8) + profile(3, name: "APP1")),
        true,
        3
      ),
      (
        "zTXt",
        SmallPNG.chunk(
          "zTXt",
          Array("Raw profile type exif\0\0".utf8) + SmallPNG.deflated(profile(6, name: "exif"))),
        false, 6
      ),
      (
        "eXIf above tEXt",
        SmallPNG.chunk("tEXt", Array("Raw profile type exif\0".utf8) + profile(3, name: "exif"))
          + SmallPNG.chunk("eXIf", exif(8)), false, 8
      ),
      ("nothing in it", SmallPNG.chunk("eXIf", []), false, 1),
      (
        "beyond its end", SmallPNG.chunk("eXIf", [0x4D, 0x4D, 0, 42, 0xFF, 0xFF, 0xFF, 0xFF]),
        false, 1
      ),
      (
        "not in hexadecimal",
        SmallPNG.chunk("tEXt", Array("Raw profile type exif\0\ne\n9\nxyz".utf8)), false, 1
      ),
    ]

  @Test("turns a PNG", arguments: chunks.indices)
  func png(index: Int) async throws {
    let (name, bytes, isBehind, orientation) = Self.chunks[index]
    let isUpright = try await Self.isUpright(
      { image in
        var png = [UInt8](try ImageEncoding.data(image, as: .png))
        // Behind the header of 33 bytes, or before the end of 12.
        png.insert(contentsOf: bytes, at: isBehind ? png.count - 12 : 33)
        return png
      }, from: orientation)
    #expect(isUpright, "\(name)")
  }

  // WebP

  /// White, 4 x 2 pixels, the first one red; a chunk of EXIF data is announced and missing.
  private static let webp: [UInt8] = [
    0x52, 0x49, 0x46, 0x46, 0x54, 0x00, 0x00, 0x00, 0x57, 0x45, 0x42, 0x50, 0x56, 0x50, 0x38,
    0x58, 0x0A, 0x00, 0x00, 0x00, 0x08, 0x00, 0x00, 0x00, 0x03, 0x00, 0x00, 0x01, 0x00, 0x00,
    0x56, 0x50, 0x38, 0x4C, 0x14, 0x00, 0x00, 0x00, 0x2F, 0x03, 0x40, 0x00, 0x00, 0x0F, 0x30,
    0xFF, 0xF3, 0x3F, 0xFF, 0xF3, 0x1F, 0x5A, 0xB8, 0xC3, 0x43, 0x44, 0xFF, 0x43,
  ]

  @Test(
    "turns a WebP", arguments: [false, true],
    [(1, 0), (3, 7), (6, 1), (8, 6), (9, 0)] as [(Int, Int)])
  func webp(isMarked: Bool, orientation: (value: Int, redPixel: Int)) async throws {
    let data = Self.exif(orientation.value, isMarked: isMarked)
    let bytes = Self.webp + Array("EXIF".utf8) + [UInt8(data.count), 0, 0, 0] + data
    let page = try #require(await SmallPicture.drawn(bytes).first)
    let isSideways = [6, 8].contains(orientation.value)
    #expect((page.image.width, page.image.height) == (isSideways ? (2, 4) : (4, 2)))
    let greens = stride(from: 1, to: page.image.pixels.count, by: 3).map { page.image.pixels[$0] }
    #expect(greens.indices.filter { greens[$0] == 0 } == [orientation.redPixel])
  }
}
