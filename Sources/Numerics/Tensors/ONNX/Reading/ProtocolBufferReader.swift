/// A message in the encoding of Protocol Buffers, read field by field within its bounds.
struct ProtocolBufferReader {
  /// What a field holds.
  enum Content {
    /// A whole number.
    case integer(UInt64)
    /// Where four or eight bytes lie, or a text, a message or a packed list.
    case bytes(Range<Int>, isFixed: Bool)
  }

  /// One field.
  struct Field {
    var number: Int
    var content: Content
  }

  let window: ByteWindow
  private var position: Int
  private let end: Int

  init(_ window: ByteWindow, _ range: Range<Int>) {
    self.window = window
    position = range.lowerBound
    end = range.upperBound
  }

  /// The next field; `nil` at the end.
  mutating func next() throws(ONNXError) -> Field? {
    guard position < end else { return nil }
    try window.countField()
    let key = try varint()
    guard let number = Int(exactly: key >> 3), number > 0, number < 1 << 29 else {
      throw window.malformed("a field has the number \(key >> 3)")
    }
    switch key & 7 {
    case 0: return Field(number: number, content: .integer(try varint()))
    case 1: return Field(number: number, content: .bytes(try take(8), isFixed: true))
    case 5: return Field(number: number, content: .bytes(try take(4), isFixed: true))
    case 2:
      let length = try varint()
      guard length <= UInt64(end - position) else {
        throw window.malformed(
          "a part of \(length) bytes ends beyond what holds it; it is cut short")
      }
      return Field(number: number, content: .bytes(try take(Int(length)), isFixed: false))
    default: throw window.malformed("a field of the kind \(key & 7)")
    }
  }

  private mutating func take(_ count: Int) throws(ONNXError) -> Range<Int> {
    guard count <= end - position else { throw window.malformed("it is cut short") }
    defer { position += count }
    return position..<position + count
  }

  private mutating func varint() throws(ONNXError) -> UInt64 {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 70, by: 7) {
      guard position < end else { throw window.malformed("it is cut short") }
      let byte = try window.byte(at: position)
      position += 1
      // What a tenth byte has beyond 64 bits is dropped, as elsewhere.
      value |= UInt64(byte & 0x7f) << shift
      if byte < 0x80 { return value }
    }
    throw window.malformed("a number of more than ten bytes")
  }
}

extension ProtocolBufferReader {
  /// The field as a whole number.
  func integer(_ field: Field) throws(ONNXError) -> Int {
    guard case .integer(let value) = field.content else { throw wrongKind(field) }
    return Int(truncatingIfNeeded: value)
  }

  /// The field as a text.
  func text(_ field: Field) throws(ONNXError) -> String { try window.text(try range(field)) }

  /// The field as a message.
  func message(_ field: Field) throws(ONNXError) -> ProtocolBufferReader {
    ProtocolBufferReader(window, try range(field))
  }

  /// Where a text, message or list lies.
  func range(_ field: Field) throws(ONNXError) -> Range<Int> {
    guard case .bytes(let range, isFixed: false) = field.content else { throw wrongKind(field) }
    return range
  }

  /// Adds the whole numbers of a field, packed or one by one.
  func append(_ field: Field, to list: inout [Int], limit: Int) throws(ONNXError) {
    switch field.content {
    case .integer(let value): list.append(Int(truncatingIfNeeded: value))
    case .bytes(let range, isFixed: false):
      var packed = ProtocolBufferReader(window, range)
      while packed.position < packed.end, list.count <= limit {
        list.append(Int(truncatingIfNeeded: try packed.varint()))
      }
    default: throw wrongKind(field)
    }
    guard list.count <= limit else {
      throw window.malformed("a list has more than \(limit) numbers")
    }
  }

  /// Where the numbers of a fixed width lie, packed or one.
  func fixed(_ field: Field, width: Int) throws(ONNXError) -> Range<Int> {
    guard case .bytes(let range, let isFixed) = field.content,
      isFixed ? range.count == width : range.count.isMultiple(of: width)
    else { throw wrongKind(field) }
    return range
  }

  /// Single-precision numbers of a field.
  func reals(_ field: Field) throws(ONNXError) -> [Double] {
    let bytes = try window.source.bytes(try fixed(field, width: 4))
    return stride(from: 0, to: bytes.count, by: 4).map { start in
      let pattern = (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[start + $1]) << (8 * UInt32($1)) }
      return Double(Float(bitPattern: pattern))
    }
  }

  private func wrongKind(_ field: Field) -> ONNXError {
    window.malformed("the field \(field.number) is of another kind than the format's")
  }
}
