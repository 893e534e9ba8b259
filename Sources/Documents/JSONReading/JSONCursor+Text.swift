extension JSONCursor {
  /// Reads a string with its escapes resolved; `nil` where it holds what is no text: an unknown
  /// escape, half a surrogate pair, a control character or bytes that are not UTF-8.
  public mutating func text() throws -> String? {
    guard peek() == UInt8(ascii: "\"") else { throw fault(Self.noString) }
    let end = PlainText.end(in: bytes, from: offset + 1)
    // Most strings hold no escape: they are text as they stand.
    guard end < bytes.count, bytes[end] == UInt8(ascii: "\"") else {
      return Self.unescaped(try string())
    }
    defer { offset = end + 1 }
    return String(
      validating: UnsafeBufferPointer(rebasing: bytes[offset + 1..<end]), as: UTF8.self)
  }

  private static func unescaped(_ raw: UnsafeBufferPointer<UInt8>) -> String? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(raw.count)
    var index = 0
    while index < raw.count {
      let byte = raw[index]
      index += 1
      guard byte == UInt8(ascii: "\\") else {
        guard byte >= 0x20 else { return nil }
        bytes.append(byte)
        continue
      }
      // A string does not end between the backslash and the character after it.
      let escape = raw[index]
      index += 1
      if escape == UInt8(ascii: "u") {
        guard let scalar = scalar(in: raw, &index) else { return nil }
        bytes.append(contentsOf: UTF8.encode(scalar).map(Array.init) ?? [])
      } else {
        guard let plain = plain(escape) else { return nil }
        bytes.append(plain)
      }
    }
    return String(validating: bytes, as: UTF8.self)
  }

  private static func plain(_ escape: UInt8) -> UInt8? {
    switch Unicode.Scalar(escape) {
    case "\"", "\\", "/": escape
    case "b": 0x08
    case "f": 0x0C
    case "n": 0x0A
    case "r": 0x0D
    case "t": 0x09
    default: nil
    }
  }

  /// The character whose four hexadecimal digits, or whose surrogate pair, stand next.
  private static func scalar(
    in raw: UnsafeBufferPointer<UInt8>, _ index: inout Int
  ) -> Unicode.Scalar? {
    guard let first = unit(in: raw, &index) else { return nil }
    guard UTF16.isLeadSurrogate(first) else { return Unicode.Scalar(first) }
    guard index + 1 < raw.count, raw[index] == UInt8(ascii: "\\"),
      raw[index + 1] == UInt8(ascii: "u")
    else { return nil }
    index += 2
    guard let second = unit(in: raw, &index), UTF16.isTrailSurrogate(second) else { return nil }
    return UTF16.decode(UTF16.EncodedScalar([first, second]))
  }

  private static func unit(in raw: UnsafeBufferPointer<UInt8>, _ index: inout Int) -> UInt16? {
    guard index + 4 <= raw.count else { return nil }
    var unit: UInt16 = 0
    for byte in raw[index..<index + 4] {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
      unit = unit << 4 | UInt16(digit)
    }
    index += 4
    return unit
  }
}
