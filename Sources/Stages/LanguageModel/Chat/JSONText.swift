/// JSON as it is written, piece by piece; unlike an encoder it keeps the order.
struct JSONText {
  private(set) var bytes: [UInt8] = []

  /// Appends what is JSON already.
  mutating func raw(_ json: String) { bytes.append(contentsOf: json.utf8) }

  /// Appends a text as a JSON string.
  mutating func quoted(_ text: String) {
    let quote = UInt8(ascii: "\"")
    bytes.append(quote)
    var text = text
    text.withUTF8 { utf8 in
      bytes.reserveCapacity(bytes.count + utf8.count + 2)
      var plain = 0
      // By hand, and by strides: a long prompt is looked at byte by byte only where it must be.
      var index = 0
      while index < utf8.count {
        if Self.isPlainStride(utf8, from: index) {
          index += Self.stride
          continue
        }
        let end = min(utf8.count, index + Self.stride)
        while index < end {
          if Self.mustBeEscaped(utf8[index]) {
            bytes.append(contentsOf: utf8[plain..<index])
            bytes.append(contentsOf: Self.escape(utf8[index]).utf8)
            plain = index + 1
          }
          index += 1
        }
      }
      bytes.append(contentsOf: utf8[plain...])
    }
    bytes.append(quote)
  }

  private static let stride = MemoryLayout<UInt64>.size

  /// Whether eight bytes lie ahead of which none must be escaped; all eight are tested at once.
  private static func isPlainStride(_ utf8: UnsafeBufferPointer<UInt8>, from index: Int) -> Bool {
    guard index + stride <= utf8.count else { return false }
    let word = UnsafeRawBufferPointer(utf8).loadUnaligned(fromByteOffset: index, as: UInt64.self)
    let ones: UInt64 = 0x0101_0101_0101_0101
    // The top bit of each byte that is less than a limit, or equal to a character; borrows may mark
    // more bytes than those, never fewer.
    func below(_ word: UInt64, _ limit: UInt8) -> UInt64 { (word &- ones &* UInt64(limit)) & ~word }
    func equal(_ character: Unicode.Scalar) -> UInt64 {
      below(word ^ (ones &* UInt64(character.value)), 1)
    }
    return (below(word, 0x20) | equal("\"") | equal("\\")) & (ones &* 0x80) == 0
  }

  private static func mustBeEscaped(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
  }

  private static func escape(_ byte: UInt8) -> String {
    switch byte {
    case UInt8(ascii: "\""): "\\\""
    case UInt8(ascii: "\\"): "\\\\"
    case UInt8(ascii: "\n"): "\\n"
    case UInt8(ascii: "\r"): "\\r"
    case UInt8(ascii: "\t"): "\\t"
    default: "\\u00" + (byte < 0x10 ? "0" : "") + String(byte, radix: 16)
    }
  }
}
