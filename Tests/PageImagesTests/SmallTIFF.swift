import Foundation

/// A TIFF page written by hand, for tests that need to know how its samples are kept.
struct SmallTIFF {
  /// Rows as they are stored, of pixels, of samples.
  var rows: [[[Int]]]
  var bits = 8
  /// 0 white is zero, 1 black is zero, 2 RGB, 3 palette, 5 CMYK.
  var photometric = 1
  var orientation: Int?
  /// Side of square tiles, a multiple of 16; strips of five rows without.
  var tileSide: Int?
  /// Whether each kind of sample has a plane of its own.
  var isPlanar = false
  /// Further tags with their short values, such as 338 (extra samples).
  var shorts: [Int: [Int]] = [:]

  /// A file of pages.
  static func data(_ pages: [SmallTIFF], isBig: Bool = false, isBigEndian: Bool = false) -> Data {
    var file = Writer(isBigEndian: isBigEndian)
    let word = isBig ? 8 : 4
    file.bytes += isBigEndian ? [0x4D, 0x4D] : [0x49, 0x49]
    file.add(isBig ? 43 : 42, 2)
    if isBig {
      file.add(8, 2)
      file.add(0, 2)
    }
    var link = file.bytes.count
    file.add(0, word)
    for page in pages {
      var tags = page.tags
      let places = page.blocks(isBigEndian).map { block in
        defer { file.bytes += block }
        return (offset: file.bytes.count, count: block.count)
      }
      tags[page.tileSide == nil ? 273 : 324] = (4, places.map(\.offset))
      tags[page.tileSide == nil ? 279 : 325] = (4, places.map(\.count))
      let entries = tags.sorted { $0.key < $1.key }.map { tag, value -> [UInt8] in
        var entry = Writer(isBigEndian: isBigEndian)
        let size = value.type == 3 ? 2 : 4
        entry.add(tag, 2)
        entry.add(value.type, 2)
        entry.add(value.numbers.count, word)
        var numbers = Writer(isBigEndian: isBigEndian)
        for number in value.numbers { numbers.add(number, size) }
        if numbers.bytes.count <= word {
          entry.bytes += numbers.bytes + [UInt8](repeating: 0, count: word - numbers.bytes.count)
        } else {
          entry.add(file.bytes.count, word)
          file.bytes += numbers.bytes
        }
        return entry.bytes
      }
      file.set(file.bytes.count, word, at: link)
      file.add(entries.count, isBig ? 8 : 2)
      for entry in entries { file.bytes += entry }
      link = file.bytes.count
      file.add(0, word)
    }
    return Data(file.bytes)
  }

  private var tags: [Int: (type: Int, numbers: [Int])] {
    let samples = rows[0][0].count
    var tags: [Int: (type: Int, numbers: [Int])] = [
      256: (4, [rows[0].count]), 257: (4, [rows.count]),
      258: (3, Array(repeating: bits, count: samples)), 259: (3, [1]), 262: (3, [photometric]),
      277: (3, [samples]), 284: (3, [isPlanar ? 2 : 1]),
    ]
    if let orientation { tags[274] = (3, [orientation]) }
    if let tileSide {
      tags[322] = (4, [tileSide])
      tags[323] = (4, [tileSide])
    } else {
      tags[278] = (4, [5])
    }
    for (tag, numbers) in shorts { tags[tag] = (3, numbers) }
    return tags
  }

  /// The strips or tiles, plane by plane.
  private func blocks(_ isBigEndian: Bool) -> [[UInt8]] {
    let planes =
      isPlanar
      ? rows[0][0].indices.map { sample in rows.map { $0.map { [$0[sample]] } } } : [rows]
    return planes.flatMap { rows -> [[UInt8]] in
      guard let tileSide else {
        return stride(from: 0, to: rows.count, by: 5).map {
          packed(Array(rows[$0..<min($0 + 5, rows.count)]), isBigEndian)
        }
      }
      return stride(from: 0, to: rows.count, by: tileSide).flatMap { top in
        stride(from: 0, to: rows[0].count, by: tileSide).map { left in
          packed(
            (top..<top + tileSide).map { row in
              (left..<left + tileSide).map {
                rows[min(row, rows.count - 1)][min($0, rows[0].count - 1)]
              }
            }, isBigEndian)
        }
      }
    }
  }

  /// Samples one after another; those of whole bytes in the file's order, others from the highest bit.
  private func packed(_ rows: [[[Int]]], _ isBigEndian: Bool) -> [UInt8] {
    rows.flatMap { row -> [UInt8] in
      guard bits % 8 != 0 else {
        var writer = Writer(isBigEndian: isBigEndian)
        for sample in row.joined() { writer.add(sample, bits / 8) }
        return writer.bytes
      }
      let digits = row.joined().flatMap { sample in
        (0..<bits).reversed().map { UInt8(truncatingIfNeeded: sample >> $0 & 1) }
      }
      return stride(from: 0, to: digits.count, by: 8).map { start in
        (0..<8).reduce(0) { $0 << 1 | (start + $1 < digits.count ? digits[start + $1] : 0) }
      }
    }
  }

  private struct Writer {
    let isBigEndian: Bool
    var bytes: [UInt8] = []

    mutating func add(_ number: Int, _ size: Int) {
      bytes += [UInt8](repeating: 0, count: size)
      set(number, size, at: bytes.count - size)
    }

    mutating func set(_ number: Int, _ size: Int, at place: Int) {
      for byte in 0..<size {
        bytes[place + (isBigEndian ? size - 1 - byte : byte)] =
          UInt8(truncatingIfNeeded: number >> (8 * byte))
      }
    }
  }
}
