/// EXIF data as programs kept it in PNG before there was a chunk for it: as hexadecimal text.
enum RawProfile {
  private static let names = ["Raw profile type exif", "Raw profile type APP1"]

  /// The EXIF data of a text chunk; `nil` for any other text.
  static func exif(in chunk: [UInt8], isCompressed: Bool) -> [UInt8]? {
    guard let end = chunk.firstIndex(of: 0),
      names.contains(String(decoding: chunk[..<end], as: UTF8.self))
    else { return nil }
    var text = Array(chunk[(end + 1)...])
    // After the name stands the way of compression, of which there is one.
    if isCompressed { text = Inflation.inflated(Array(text.dropFirst()), limit: 4 << 20) }
    // A name and a count of bytes come first, then the bytes.
    let words = text.split { [0x09, 0x0A, 0x0D, 0x20].contains($0) }.dropFirst(2)
    var bytes: [UInt8] = []
    var high: UInt8?
    for digit in words.joined() {
      guard let value = Character(Unicode.Scalar(digit)).hexDigitValue.map(UInt8.init) else {
        return nil
      }
      if let first = high { bytes.append(first << 4 | value) }
      high = high == nil ? value : nil
    }
    return bytes
  }
}
