/// Finds in UTF-8, many bytes at a time, what cannot stand in a JSON string as it is: quotes,
/// backslashes and control characters.
public enum PlainText {
  /// Where the next such byte is, from a place on; the end where there is none.
  @inlinable public static func end(
    in utf8: UnsafeBufferPointer<UInt8>, from start: Int
  ) -> Int {
    let bytes = UnsafeRawBufferPointer(utf8)
    func marks(_ index: Int) -> UInt64 {
      special(
        UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)))
    }
    var index = start
    while index + 32 <= utf8.count,
      (marks(index) | marks(index + 8) | marks(index + 16) | marks(index + 24)) == 0
    {
      index += 32
    }
    while index + 8 <= utf8.count {
      let marks = marks(index)
      // Of the marks the lowest one is always right.
      if marks != 0 { return index + marks.trailingZeroBitCount / 8 }
      index += 8
    }
    while index < utf8.count, !isSpecial(utf8[index]) { index += 1 }
    return index
  }

  @inlinable static func isSpecial(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
  }

  /// The top bit of each byte that is special; borrows may mark bytes above such a one, no others.
  @inlinable static func special(_ word: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let quotes = word ^ (ones &* UInt64(UInt8(ascii: "\"")))
    let backslashes = word ^ (ones &* UInt64(UInt8(ascii: "\\")))
    return
      ((word &- ones &* 0x20) & ~word | (quotes &- ones) & ~quotes
      | (backslashes &- ones) & ~backslashes) & (ones &* 0x80)
  }
}
