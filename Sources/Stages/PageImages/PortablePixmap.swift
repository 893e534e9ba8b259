import Layout

/// Binary PPM (`P6`, 8 bits a sample), as pdftoppm writes it.
enum PortablePixmap {
  /// The image in the bytes; `nil` when they are not one whole image.
  static func image(from bytes: [UInt8]) -> PageImage? {
    guard bytes.starts(with: [UInt8(ascii: "P"), UInt8(ascii: "6")]) else { return nil }
    var position = 2
    var numbers: [Int] = []
    while numbers.count < 3 {
      guard let number = nextNumber(in: bytes, at: &position) else { return nil }
      numbers.append(number)
    }
    position += 1  // the single white space after the maximum
    guard numbers[2] == 255, position <= bytes.count else { return nil }
    return try? PageImage(width: numbers[0], height: numbers[1], pixels: Array(bytes[position...]))
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
