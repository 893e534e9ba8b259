import Layout

/// Finds EXIF data in image files, wherever in them it stands.
struct ExifBlocks {
  /// Most segments or chunks that are looked at: a hostile file may be nothing else.
  private static let pieceLimit = 100_000
  /// Most bytes of a block.
  private static let byteLimit = 1 << 20

  private let file: FileBytes

  /// The orientation that a file's EXIF data tells; upright where there is none, or nothing clear.
  static func orientation(of path: String, format: FileFormat) -> ImageOrientation {
    guard let file = FileBytes(path) else { return .upright }
    let blocks = ExifBlocks(file: file)
    let found: ImageOrientation? =
      switch format {
      case .jpeg: blocks.jpeg()
      case .png: blocks.png()
      case .webp: blocks.webp()
      default: nil
      }
    return found ?? .upright
  }

  /// Walks the segments before the picture to the first `APP1` with an orientation.
  private func jpeg() -> ImageOrientation? {
    var position = 2
    for _ in 0..<Self.pieceLimit {
      let head = file.bytes(at: position, count: 4)
      guard head.count == 4, head[0] == 0xFF else { return nil }
      switch head[1] {
      case 0xFF: position += 1  // Fill bytes may stand before a marker.
      case 0x01, 0xD0...0xD8: position += 2
      case 0xD9, 0xDA: return nil
      default:
        let length = Int(head[2]) << 8 | Int(head[3])
        guard length >= 2 else { return nil }
        if head[1] == 0xE1 {
          let data = file.bytes(at: position + 4, count: length - 2)
          // Others, such as XMP, stand in segments of the same kind.
          if data.starts(with: "Exif\0".utf8), let found = ImageOrientation(exif: data) {
            return found
          }
        }
        position += 2 + length
      }
    }
    return nil
  }

  /// Walks the chunks, those behind the picture too; `eXIf` counts above older text chunks.
  private func png() -> ImageOrientation? {
    var (position, profile) = (8, ImageOrientation?.none)
    for _ in 0..<Self.pieceLimit {
      let head = file.bytes(at: position, count: 8)
      guard head.count == 8 else { break }
      let length = head[..<4].reduce(0) { $0 << 8 | Int($1) }
      let kind = String(decoding: head[4...], as: UTF8.self)
      if ["eXIf", "tEXt", "zTXt"].contains(kind), length <= Self.byteLimit {
        let data = file.bytes(at: position + 8, count: length)
        if kind == "eXIf", let found = ImageOrientation(exif: data) { return found }
        if kind != "eXIf", profile == nil {
          profile = RawProfile.exif(in: data, isCompressed: kind == "zTXt")
            .flatMap { ImageOrientation(exif: $0) }
        }
      }
      if kind == "IEND" { break }
      position += 12 + length
    }
    return profile
  }

  private func webp() -> ImageOrientation? {
    var position = 12
    for _ in 0..<Self.pieceLimit {
      let head = file.bytes(at: position, count: 8)
      guard head.count == 8 else { return nil }
      let length = head[4...].reversed().reduce(0) { $0 << 8 | Int($1) }
      if head.starts(with: "EXIF".utf8), length <= Self.byteLimit {
        let data = file.bytes(at: position + 8, count: length)
        if let found = ImageOrientation(exif: data) { return found }
      }
      // Chunks begin at even places.
      position += 8 + length + length % 2
    }
    return nil
  }
}
