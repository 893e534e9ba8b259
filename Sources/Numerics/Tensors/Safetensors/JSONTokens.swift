import Foundation

/// The tokens of JSON that a safetensors header is made of.
struct JSONTokens {
  private let bytes: [UInt8]
  private var place = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  private var fault: SafetensorsFault { .init("its header is not valid at byte \(place + 8)") }

  private mutating func skipSpace() {
    while place < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[place]) { place += 1 }
  }

  /// Takes a mark if it is next.
  mutating func take(_ mark: Unicode.Scalar) -> Bool {
    skipSpace()
    guard place < bytes.count, UInt32(bytes[place]) == mark.value else { return false }
    place += 1
    return true
  }

  /// Takes a mark.
  mutating func expect(_ mark: Unicode.Scalar) throws(SafetensorsFault) {
    guard take(mark) else { throw fault }
  }

  /// Sees that nothing follows.
  mutating func end() throws(SafetensorsFault) {
    skipSpace()
    guard place == bytes.count else { throw fault }
  }

  /// A whole number that is not below zero.
  mutating func wholeNumber() throws(SafetensorsFault) -> Int {
    skipSpace()
    let start = place
    while place < bytes.count, (0x30...0x39).contains(bytes[place]) { place += 1 }
    let digits = bytes[start..<place]
    // JSON knows no leading zeros.
    guard let number = Int(String(decoding: digits, as: UTF8.self)),
      digits.first != 0x30 || digits.count == 1
    else { throw fault }
    return number
  }

  /// A string.
  mutating func string() throws(SafetensorsFault) -> String {
    try expect("\"")
    let start = place
    var isPlain = true
    while place < bytes.count, bytes[place] != 0x22 {
      guard bytes[place] >= 0x20 else { throw fault }
      if bytes[place] == 0x5C {
        isPlain = false
        place += 1
      }
      place += 1
    }
    guard place < bytes.count else { throw fault }
    let text = bytes[start..<place]
    defer { place += 1 }
    let string =
      isPlain
      ? String(validating: text, as: UTF8.self)
      : try? JSONDecoder().decode(String.self, from: Data([0x22] + text + [0x22]))
    guard let string else { throw fault }
    return string
  }
}
