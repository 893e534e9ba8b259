/// JSON as it is written, piece by piece; unlike an encoder it keeps the order.
struct JSONText {
  private(set) var bytes: [UInt8] = []

  /// - Parameter size: bytes that are expected to come.
  init(size: Int = 0) { bytes.reserveCapacity(size) }

  /// Appends what is JSON already.
  mutating func raw(_ json: String) {
    var json = json
    json.withUTF8 { bytes.append(contentsOf: $0) }
  }

  /// Appends a text as a JSON string.
  mutating func quoted(_ text: String) {
    let quote = UInt8(ascii: "\"")
    bytes.append(quote)
    var text = text
    text.withUTF8 { utf8 in
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
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[plain..<index]))
            escape(utf8[index])
            plain = index + 1
          }
          index += 1
        }
      }
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[plain...]))
    }
    bytes.append(quote)
  }

  private static let stride = 4 * MemoryLayout<UInt64>.size

  /// Whether as many bytes as a stride has lie ahead of which none must be escaped; they are tested
  /// eight at a time.
  private static func isPlainStride(_ utf8: UnsafeBufferPointer<UInt8>, from index: Int) -> Bool {
    guard index + stride <= utf8.count else { return false }
    let bytes = UnsafeRawBufferPointer(utf8)
    func marks(_ part: Int) -> UInt64 {
      mustBeEscaped(bytes.loadUnaligned(fromByteOffset: index + 8 * part, as: UInt64.self))
    }
    return (marks(0) | marks(1) | marks(2) | marks(3)) == 0
  }

  /// The top bit of each byte that must be escaped; borrows may mark more, never fewer.
  private static func mustBeEscaped(_ word: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    // Of each byte that is less than a limit, or equal to a character.
    func below(_ word: UInt64, _ limit: UInt8) -> UInt64 { (word &- ones &* UInt64(limit)) & ~word }
    func equal(_ character: Unicode.Scalar) -> UInt64 {
      below(word ^ (ones &* UInt64(character.value)), 1)
    }
    return (below(word, 0x20) | equal("\"") | equal("\\")) & (ones &* 0x80)
  }

  private static func mustBeEscaped(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
  }

  private mutating func escape(_ byte: UInt8) {
    bytes.append(UInt8(ascii: "\\"))
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(byte)
    case UInt8(ascii: "\n"): bytes.append(UInt8(ascii: "n"))
    case UInt8(ascii: "\r"): bytes.append(UInt8(ascii: "r"))
    case UInt8(ascii: "\t"): bytes.append(UInt8(ascii: "t"))
    default: raw("u00" + (byte < 0x10 ? "0" : "") + String(byte, radix: 16))
    }
  }
}
