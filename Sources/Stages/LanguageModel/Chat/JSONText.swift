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
      // By hand: this is where a long prompt's time goes.
      var index = 0
      while index < utf8.count {
        if Self.mustBeEscaped(utf8[index]) {
          bytes.append(contentsOf: utf8[plain..<index])
          bytes.append(contentsOf: Self.escape(utf8[index]).utf8)
          plain = index + 1
        }
        index += 1
      }
      bytes.append(contentsOf: utf8[plain...])
    }
    bytes.append(quote)
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
