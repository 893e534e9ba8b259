import JSONReading

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
      var index = 0
      while true {
        let end = PlainText.end(in: utf8, from: index)
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[index..<end]))
        guard end < utf8.count else { break }
        escape(utf8[end])
        index = end + 1
      }
    }
    bytes.append(quote)
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
