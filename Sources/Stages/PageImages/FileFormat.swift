/// What a file holds, told by its first bytes and never by its name.
public enum FileFormat: String, Sendable, Codable {
  case pdf
  case png
  case jpeg
  case tiff
  case bmp
  case pnm
  case webp
  case gif
  case jpeg2000 = "jp2"

  /// The format that the first bytes (1024 are enough) announce; `nil` for any other.
  static func sniffed(from start: [UInt8]) -> FileFormat? {
    for (format, signature) in signatures where start.starts(with: signature) { return format }
    if start.starts(with: Array("RIFF".utf8)), start.dropFirst(8).starts(with: Array("WEBP".utf8)) {
      return .webp
    }
    if start.count > 2, start[0] == UInt8(ascii: "P"),
      (UInt8(ascii: "1")...UInt8(ascii: "6"))
        .contains(start[1]), [0x09, 0x0A, 0x0D, 0x20].contains(start[2])
    {
      return .pnm
    }
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
    (.bmp, Array("BM".utf8)), (.gif, Array("GIF8".utf8)),
    (.jpeg2000, [0x00, 0x00, 0x00, 0x0C, 0x6A, 0x50, 0x20, 0x20]),
  ]

  /// A reader's guess at what else the bytes may be.
  static func guess(_ start: [UInt8]) -> String {
    if start.allSatisfy({ $0 == 0 }) { return "zero bytes" }
    if start.starts(with: [0x50, 0x4B, 0x03, 0x04]) { return "a ZIP archive or Office file" }
    if start.starts(with: [0x1F, 0x8B]) { return "gzip data" }
    if start.starts(with: Array("%!PS".utf8)) { return "PostScript: convert it with ps2pdf" }
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
