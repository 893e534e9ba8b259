import Foundation

/// A message in the encoding of Protocol Buffers, field by field.
package struct ProtocolBuffer {
  /// The fields so far.
  package private(set) var bytes = Data()

  /// A message without fields.
  package init() {}

  /// A whole number.
  package mutating func add(_ field: Int, _ value: Int) {
    varint(UInt64(field << 3))
    varint(UInt64(bitPattern: Int64(value)))
  }

  /// A single-precision number.
  package mutating func add(_ field: Int, _ value: Float) {
    varint(UInt64(field << 3 | 5))
    withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
  }

  /// A double-precision number.
  package mutating func add(_ field: Int, _ value: Double) {
    varint(UInt64(field << 3 | 1))
    withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
  }

  /// A text.
  package mutating func add(_ field: Int, _ text: String) { add(field, Data(text.utf8)) }

  /// A message inside.
  package mutating func add(_ field: Int, _ message: ProtocolBuffer) { add(field, message.bytes) }

  /// Bytes.
  package mutating func add(_ field: Int, _ data: Data) {
    varint(UInt64(field << 3 | 2))
    varint(UInt64(data.count))
    bytes.append(data)
  }

  private mutating func varint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(rest & 0x7f | 0x80))
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
}
