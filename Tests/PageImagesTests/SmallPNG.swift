/// A PNG written by hand, for tests that need to know every sample and chunk in it.
struct SmallPNG {
  var depth: UInt8
  /// 0 grey, 2 RGB, 4 grey and opacity, 6 RGB and opacity.
  var colourType: UInt8
  /// Samples row by row.
  var rows: [[Int]]
  /// Chunks between header and picture.
  var extraChunks: [UInt8] = []

  var bytes: [UInt8] {
    let channels = [0: 1, 2: 3, 4: 2, 6: 4][colourType] ?? 1
    let size = [rows[0].count / channels, rows.count].flatMap { Self.bigEndian(UInt32($0)) }
    var data: [UInt8] = []
    for row in rows {
      data.append(0)
      for sample in row {
        if depth == 16 { data.append(UInt8(sample >> 8)) }
        data.append(UInt8(sample & 0xFF))
      }
    }
    let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    let header = Self.chunk("IHDR", size + [depth, colourType, 0, 0, 0])
    return signature + header + extraChunks + Self.chunk("IDAT", Self.deflated(data))
      + Self.chunk("IEND", [])
  }

  static func chunk(_ kind: String, _ data: [UInt8]) -> [UInt8] {
    let body = Array(kind.utf8) + data
    var sum = UInt32.max
    for byte in body {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
    }
    return bigEndian(UInt32(data.count)) + body + bigEndian(~sum)
  }

  /// zlib data of one block that is not compressed.
  static func deflated(_ data: [UInt8]) -> [UInt8] {
    var (low, high): (UInt32, UInt32) = (1, 0)
    for byte in data {
      low = (low + UInt32(byte)) % 65521
      high = (high + low) % 65521
    }
    let (low8, high8) = (UInt8(data.count & 0xFF), UInt8(data.count >> 8))
    let head: [UInt8] = [0x78, 0x01, 1, low8, high8, ~low8, ~high8]
    return head + data + bigEndian(high << 16 | low)
  }

  static func bigEndian(_ number: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
  }
}
