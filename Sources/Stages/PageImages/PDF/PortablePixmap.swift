import Layout

/// A binary PPM (`P6`, 8 bits a sample) among others in a file, as pdftoppm writes them.
struct PortablePixmap: Sendable {
  let width: Int
  let height: Int
  private let file: MemoryFile
  private let start: Int

  /// The pixmaps of a file, one after another; `nil` when it is anything but whole pixmaps.
  static func all(in file: MemoryFile) -> [PortablePixmap]? {
    var pixmaps: [PortablePixmap] = []
    var (position, end) = (0, file.count)
    while position < end {
      guard let pixmap = PortablePixmap(in: file, at: position), pixmap.end <= end else {
        return nil
      }
      pixmaps.append(pixmap)
      position = pixmap.end
    }
    return pixmaps
  }

  /// Copies the pixels out of the file; `nil` when they are not there.
  func image() -> PageImage? {
    try? PageImage(
      width: width, height: height, pixels: file.bytes(at: start, count: width * height * 3))
  }

  private var end: Int { start + width * height * 3 }

  private init?(in file: MemoryFile, at offset: Int) {
    let header = file.bytes(at: offset, count: 64)
    guard header.starts(with: "P6".utf8) else { return nil }
    var position = 2
    var numbers: [Int] = []
    while numbers.count < 3 {
      guard let number = Self.nextNumber(in: header, at: &position) else { return nil }
      numbers.append(number)
    }
    guard numbers[0] > 0, numbers[1] > 0, numbers[2] == 255 else { return nil }
    (width, height) = (numbers[0], numbers[1])
    self.file = file
    start = offset + position + 1  // a single white space ends the header
  }

  private static func nextNumber(in bytes: [UInt8], at position: inout Int) -> Int? {
    while position < bytes.count, [0x20, 0x0A, 0x0D, 0x09].contains(bytes[position]) {
      position += 1
    }
    var number: Int?
    while position < bytes.count, (0x30...0x39).contains(bytes[position]), (number ?? 0) < 1 << 30 {
      number = (number ?? 0) * 10 + Int(bytes[position] - 0x30)
      position += 1
    }
    return number
  }
}
