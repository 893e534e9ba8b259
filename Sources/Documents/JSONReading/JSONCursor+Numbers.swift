import Foundation

extension JSONCursor {
  /// 10⁰ … 10²², which binary numbers hold exactly.
  @usableFromInline static let powers = (0...22).map { pow(10, Double($0)) }

  /// Reads a number, correctly rounded.
  @inlinable public mutating func number() throws -> Double {
    let first = peek()
    let start = offset
    let isNegative = first == UInt8(ascii: "-")
    if isNegative { offset += 1 }
    for (text, value) in Self.notFinite where bytes[offset] == text.utf8.first {
      guard bytes[offset...].starts(with: text.utf8) else { break }
      offset += text.utf8.count
      return value
    }
    var (mantissa, digits, exponent) = (UInt64(0), 0, 0)
    func isDigit(_ byte: UInt8) -> Bool { byte &- 48 < 10 }
    guard isDigit(bytes[offset]) else {
      offset = start
      throw fault("a value should stand here")
    }
    let isZero = bytes[offset] == 48
    while isDigit(bytes[offset]) {
      mantissa = mantissa &* 10 &+ UInt64(bytes[offset] - 48)
      if digits > 0 || bytes[offset] != 48 { digits += 1 }
      offset += 1
      // 01 is no number of JSON.
      if isZero, isDigit(bytes[offset]) { throw fault("a number starts with 0") }
    }
    if bytes[offset] == UInt8(ascii: ".") {
      offset += 1
      guard isDigit(bytes[offset]) else { throw fault("a digit is missing after the point") }
      while isDigit(bytes[offset]) {
        mantissa = mantissa &* 10 &+ UInt64(bytes[offset] - 48)
        if digits > 0 || bytes[offset] != 48 { digits += 1 }
        exponent -= 1
        offset += 1
      }
    }
    var isPlain = digits <= 15
    if bytes[offset] | 0x20 == UInt8(ascii: "e") {
      isPlain = false
      offset += 1
      if bytes[offset] == UInt8(ascii: "-") || bytes[offset] == UInt8(ascii: "+") { offset += 1 }
      guard isDigit(bytes[offset]) else { throw fault("a digit is missing in the exponent") }
      while isDigit(bytes[offset]) { offset += 1 }
    }
    // Both parts are exact, so that one division rounds correctly (Clinger 1990).
    if isPlain, exponent >= -22 {
      let value = Double(mantissa) / Self.powers[-exponent]
      return isNegative ? -value : value
    }
    return bytes.baseAddress.map { base in
      base.advanced(by: start).withMemoryRebound(to: CChar.self, capacity: offset - start) {
        strtod($0, nil)
      }
    } ?? 0
  }

  @usableFromInline static let notFinite: [(String, Double)] = [
    ("NaN", .nan), ("Infinity", .infinity),
  ]

  /// Reads a whole number; `nil` if it is none or too large.
  @inlinable public mutating func integer() throws -> Int? {
    _ = peek()
    let start = offset
    var value = 0
    var cursor = start
    // The usual case: up to 18 digits and nothing else.
    while bytes[cursor] &- 48 < 10, cursor - start < 18 {
      value = value * 10 + Int(bytes[cursor] - 48)
      cursor += 1
    }
    let next = bytes[cursor] | 0x20
    if cursor > start, bytes[cursor] != UInt8(ascii: "."), next != UInt8(ascii: "e"),
      bytes[cursor] &- 48 >= 10, bytes[start] != 48 || cursor == start + 1
    {
      offset = cursor
      return value
    }
    switch bytes[start] {
    case UInt8(ascii: "-"), 48...57, UInt8(ascii: "N"), UInt8(ascii: "I"):
      let number = try number()
      if let whole = Int(String(decoding: bytes[start..<offset], as: UTF8.self)) { return whole }
      // Beyond 2^53 a number such as 1e17 may stand for others that are near it.
      return abs(number) <= 0x1p53 ? Int(exactly: number) : nil
    default:
      try skip()
      return nil
    }
  }

  /// Why `integer()` found no whole number at a place, for messages.
  public func reasonNotInteger(at start: Int) -> String {
    var cursor = self
    cursor.offset = start
    switch cursor.peek() {
    case UInt8(ascii: "\""):
      return "is a text: write it as a whole number, without quotes"
    case UInt8(ascii: "-"), 48...57:
      let size = (try? cursor.number()).map(abs) ?? 0
      if size >= 0x1p63 {
        return "is too large: whole numbers go up to 2^63 - 1, which is \(Int.max)"
      }
      if size > 0x1p53 {
        return "is a decimal that may stand for several whole numbers: write all digits of it, "
          + "without point and exponent"
      }
      return "is not a whole number: number by whole numbers"
    default: return "is not a whole number: number by whole numbers"
    }
  }
}
