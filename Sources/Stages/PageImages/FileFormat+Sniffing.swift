import Foundation
import Layout

extension FileFormat {
  /// The format of a file; `nil` for one that is no file of pages, or cannot be read.
  ///
  /// A text that names the header of a PDF in its first kilobyte is none: then the file's end has to
  /// be that of one, too.
  public static func of(_ path: String) -> FileFormat? {
    guard let file = FileBytes(path), let format = sniffed(from: file.bytes(at: 0, count: 1024))
    else { return nil }
    guard format == .pdf, !file.bytes(at: 0, count: 5).elementsEqual("%PDF-".utf8) else {
      return format
    }
    let end = file.bytes(at: max(0, file.count - 1024), count: 1024)
    return String(decoding: end, as: UTF8.self).contains("startxref") ? format : nil
  }

  /// The format that the first bytes (1024 are enough) announce; `nil` for any other.
  static func sniffed(from start: [UInt8]) -> FileFormat? {
    for (format, signature) in signatures where start.starts(with: signature) { return format }
    if start.starts(with: Array("RIFF".utf8)), start.dropFirst(8).starts(with: Array("WEBP".utf8)) {
      return .webp
    }
    if isPortableAnyMap(start) { return .pnm }
    if isWindowsBitmap(start) { return .bmp }
    // Readers accept a PDF header anywhere in the first kilobyte.
    let header = Array("%PDF-".utf8)
    for offset in start.indices.dropLast(header.count - 1)
    where start[offset...].starts(with: header) {
      return .pdf
    }
    return nil
  }

  private static let signatures: [(FileFormat, [UInt8])] = [
    (.png, [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]), (.jpeg, [0xFF, 0xD8, 0xFF]),
    (.tiff, [0x49, 0x49, 0x2A, 0x00]), (.tiff, [0x4D, 0x4D, 0x00, 0x2A]),
    // BigTIFF, with offsets of 64 bits.
    (.tiff, [0x49, 0x49, 0x2B, 0x00]), (.tiff, [0x4D, 0x4D, 0x00, 0x2B]),
    (.gif, Array("GIF8".utf8)),
    (.jpeg2000, [0x00, 0x00, 0x00, 0x0C, 0x6A, 0x50, 0x20, 0x20]),
  ]

  /// `P1` to `P6`, a space, and a number or comment: a text may well begin with the first two.
  private static func isPortableAnyMap(_ start: [UInt8]) -> Bool {
    let spaces: [UInt8] = [0x09, 0x0A, 0x0D, 0x20]
    guard start.count > 3, start[0] == UInt8(ascii: "P"), (0x31...0x36).contains(start[1]),
      spaces.contains(start[2])
    else { return false }
    let next = start[2...].first { !spaces.contains($0) }
    return next.map { $0 == UInt8(ascii: "#") || (0x30...0x39).contains($0) } ?? false
  }

  /// `BM`, and the size of a known header at its place.
  private static func isWindowsBitmap(_ start: [UInt8]) -> Bool {
    guard start.starts(with: "BM".utf8), start.count >= 18 else { return false }
    return [12, 16, 40, 52, 56, 64, 108, 124].contains(start[14])
      && start[15...17].allSatisfy { $0 == 0 }
  }

  private static let strangers: [(start: [UInt8], offset: Int, name: String)] = [
    ([0x50, 0x4B, 0x03, 0x04], 0, "a ZIP archive or Office file"), ([0x1F, 0x8B], 0, "gzip data"),
    (Array("%!PS".utf8), 0, "PostScript: convert it with ps2pdf"),
    (Array("ftyphei".utf8), 4, "HEIC: convert it to JPEG or PNG"),
    (Array("ftypmif1".utf8), 4, "HEIC: convert it to JPEG or PNG"),
    (Array("ftypavif".utf8), 4, "AVIF: convert it to JPEG or PNG"),
    ([0xFF, 0x0A], 0, "JPEG XL: convert it to JPEG or PNG"),
    (Array("JXL ".utf8), 4, "JPEG XL: convert it to JPEG or PNG"),
    ([0xFF, 0x4F, 0xFF, 0x51], 0, "a bare JPEG 2000 stream: convert it to JP2 or PNG"),
    (Array("AT&TFORM".utf8), 0, "DjVu: convert it with ddjvu -format=pdf"),
    ([0x97, 0x4A, 0x42, 0x32], 0, "JBIG2: convert it to PNG"),
    (Array("8BPS".utf8), 0, "Photoshop: convert it to PNG"),
    (Array("P7\n".utf8), 0, "PAM: convert it to PNG or TIFF"),
    ([0x00, 0x00, 0x01, 0x00], 0, "a Windows icon: convert it to PNG"),
  ]

  /// What a file that its decoder refuses is, where that is a kind that no decoder here reads.
  static func unsupportedKind(of path: String, format: FileFormat) -> String? {
    guard let start = FileBytes(path)?.bytes(at: 0, count: 1024) else { return nil }
    switch format {
    case .webp: return start.contains(ascii: "ANIM") ? "an animation" : nil
    case .bmp where start.count > 14 && [12, 16, 64].contains(start[14]): return "a bitmap of OS/2"
    case .bmp: return start.count > 30 && start[30] != 0 ? "a compressed bitmap" : nil
    case .pnm:
      if start.starts(with: "P1".utf8) { return "a bitmap written in digits" }
      let numbers = String(decoding: start, as: UTF8.self).split(separator: "\n")
        .filter { !$0.hasPrefix("#") }.flatMap { $0.split(whereSeparator: \.isWhitespace) }
      guard numbers.count > 3, let white = Int(numbers[3]), ![1, 255, 65535].contains(white) else {
        return nil
      }
      return "a picture whose white is \(white)"
    case .jpeg2000:
      // The image header: height, width, channels, bits less one.
      guard let header = start.place(ofASCII: "ihdr"), header + 14 < start.count else { return nil }
      let (channels, bits) = (start[header + 13], Int(start[header + 14] & 0x7F) + 1)
      return bits > 8 ? "a picture of \(bits) bits" : channels == 2 ? "grey with transparency" : nil
    default: return nil
    }
  }

  /// A reader's guess at what else the bytes may be.
  static func guess(_ start: [UInt8]) -> String {
    if start.allSatisfy({ $0 == 0 }) { return "zero bytes" }
    for stranger in strangers where start.dropFirst(stranger.offset).starts(with: stranger.start) {
      return stranger.name
    }
    let text = start.filter {
      $0 == 9 || $0 == 10 || $0 == 13 || (32..<127).contains($0) || $0 > 127
    }
    if text.count == start.count {
      let lower = String(decoding: start.prefix(256), as: UTF8.self).lowercased()
      return lower.contains("<html") || lower.contains("<!doctype") ? "HTML" : "plain text"
    }
    return "binary data"
  }
}

extension [UInt8] {
  fileprivate func place(ofASCII text: String) -> Int? {
    let wanted = Array(text.utf8)
    return indices.first { self[$0...].starts(with: wanted) }
  }

  fileprivate func contains(ascii text: String) -> Bool { place(ofASCII: text) != nil }
}
