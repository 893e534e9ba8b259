extension ImageOrientation {
  /// The orientation that EXIF data tells, with or without the `Exif` that often stands before it;
  /// `nil` where it tells none that is known.
  init?(exif data: [UInt8]) {
    let isMarked = data.starts(with: "Exif\0".utf8)
    guard let tag = Self.tag(inTIFF: isMarked ? Array(data.dropFirst(6)) : data) else { return nil }
    self.init(rawValue: tag)
  }

  /// Tag 0x0112 of the first directory of a TIFF structure.
  private static func tag(inTIFF tiff: [UInt8]) -> Int? {
    let isLittleEndian = tiff.starts(with: [0x49, 0x49])
    guard isLittleEndian || tiff.starts(with: [0x4D, 0x4D]) else { return nil }
    func number(at offset: Int, bytes count: Int) -> Int? {
      guard offset >= 0, offset + count <= tiff.count else { return nil }
      let slice = tiff[offset..<offset + count]
      return (isLittleEndian ? Array(slice.reversed()) : Array(slice))
        .reduce(0) { $0 << 8 | Int($1) }
    }
    guard let directory = number(at: 4, bytes: 4), let count = number(at: directory, bytes: 2)
    else { return nil }
    for entry in 0..<min(count, 512) {
      let offset = directory + 2 + entry * 12
      guard number(at: offset, bytes: 2) == 0x0112 else { continue }
      // A short by the book; some writers use a byte or a long.
      switch number(at: offset + 2, bytes: 2) {
      case 1: return number(at: offset + 8, bytes: 1)
      case 4: return number(at: offset + 8, bytes: 4)
      default: return number(at: offset + 8, bytes: 2)
      }
    }
    return nil
  }
}
