/// Places in a JSON text, which decoders do not tell.
enum JSONSpan {
  /// The bytes between the quotes of an object's string value, by its key; `nil` where the object
  /// has no such value.
  ///
  /// - Parameter object: from the `{` to after the `}` of an object that can be decoded.
  static func string(of key: String, in bytes: [UInt8], object: Range<Int>) -> Range<Int>? {
    let quote = UInt8(ascii: "\"")
    var depth = 0
    var place = object.lowerBound
    /// The string that was read last, and whether a colon followed it.
    var last: (span: Range<Int>, isKey: Bool)?
    while place < object.upperBound {
      switch bytes[place] {
      case quote:
        guard let end = closingQuote(bytes, place + 1, object.upperBound) else { return nil }
        let span = (place + 1)..<end
        if depth == 1, let last, last.isKey, bytes[last.span].elementsEqual(key.utf8) {
          return span
        }
        last = (span, false)
        place = end
      case UInt8(ascii: ":"): last?.isKey = true
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        last = nil
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: ","): last = nil
      default: break
      }
      place += 1
    }
    return nil
  }

  private static func closingQuote(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Int? {
    var place = start
    while place < end {
      if bytes[place] == UInt8(ascii: "\"") { return place }
      place += bytes[place] == UInt8(ascii: "\\") ? 2 : 1
    }
    return nil
  }

  /// A text as models write it between quotes: only what must be is escaped.
  static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
  }
}
