/// Reads JSON from front to back, and passes over what nobody asks for.
///
/// Made for lists of hundreds of thousands of small objects, for which building a tree of values
/// takes longer than all that is done with them. `NaN` and `Infinity`, which Python writes, are read
/// as numbers that are not finite, so that the reader can say where they are.
///
/// All of it may be inlined: in other modules too, readers are compiled as one with it.
@frozen public struct JSONCursor {
  /// Deepest nesting that is passed over.
  @usableFromInline static var depthLimit: Int { 512 }

  /// The text, ended by a zero byte that is not part of it.
  public let bytes: UnsafeBufferPointer<UInt8>
  /// Next byte to read.
  public var offset = 0

  /// Starts at the front of bytes that end with a zero.
  @inlinable public init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    // A byte order mark.
    if bytes.count > 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { offset = 3 }
  }

  /// The next byte after white space; 0 at the end.
  @inlinable public mutating func peek() -> UInt8 {
    while true {
      let byte = bytes[offset]
      guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return byte }
      offset += 1
    }
  }

  /// Takes a byte if it comes next.
  @inlinable public mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard peek() == UInt8(ascii: character) else { return false }
    offset += 1
    return true
  }

  /// What is wrong at the next byte.
  public func fault(_ reason: String) -> JSONFault { JSONFault(offset: offset, reason: reason) }

  /// Reads an object; `body` reads the value of each key, of which it gets the bytes as written.
  @inlinable public mutating func object(
    _ body: (inout JSONCursor, UnsafeBufferPointer<UInt8>) throws -> Void
  ) throws {
    guard take("{") else { throw fault("an object { … } should stand here") }
    if take("}") { return }
    repeat {
      let key = try string()
      guard take(":") else { throw fault("a colon is missing after a key") }
      try body(&self, key)
    } while take(",")
    guard take("}") else { throw fault("a comma or } is missing") }
  }

  /// Reads a list; `body` reads each entry.
  @inlinable public mutating func list(_ body: (inout JSONCursor) throws -> Void) throws {
    guard take("[") else { throw fault("a list [ … ] should stand here") }
    if take("]") { return }
    repeat { try body(&self) } while take(",")
    guard take("]") else { throw fault("a comma or ] is missing") }
  }

  @usableFromInline static var noString: String { "a string in double quotes should stand here" }

  /// Reads a string and gives its bytes as written, escapes and all, without the quotes.
  @inlinable public mutating func string() throws -> UnsafeBufferPointer<UInt8> {
    guard take("\"") else { throw fault(Self.noString) }
    let start = offset
    while offset < bytes.count - 1 {
      switch bytes[offset] {
      case UInt8(ascii: "\""):
        offset += 1
        return UnsafeBufferPointer(rebasing: bytes[start..<offset - 1])
      case UInt8(ascii: "\\"): offset += 2
      default: offset += 1
      }
    }
    offset = start
    throw fault("a string does not end")
  }

  /// Passes over any value.
  @inlinable public mutating func skip(depth: Int = 0) throws {
    guard depth < Self.depthLimit else { throw fault("it is nested too deep") }
    switch peek() {
    case UInt8(ascii: "{"): try object { cursor, _ in try cursor.skip(depth: depth + 1) }
    case UInt8(ascii: "["): try list { try $0.skip(depth: depth + 1) }
    case UInt8(ascii: "\""): _ = try string()
    case UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n"): _ = try word()
    default: _ = try number()
    }
  }

  /// Reads `true`, `false` or `null` (`nil`).
  @inlinable public mutating func word() throws -> Bool? {
    for (text, value) in Self.words where bytes[offset...].starts(with: text.utf8) {
      offset += text.utf8.count
      return value
    }
    throw fault("a value should stand here")
  }

  @usableFromInline static let words: [(String, Bool?)] = [
    ("true", true), ("false", false), ("null", nil),
  ]

  /// Makes sure that nothing follows.
  @inlinable public mutating func end() throws {
    guard peek() == 0, offset == bytes.count - 1 else { throw fault("more follows after the end") }
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether a key is written so; no reader of ours has a key that needs escapes.
  @inlinable public func spells(_ text: StaticString) -> Bool {
    count == text.utf8CodeUnitCount
      && UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
        .elementsEqual(self)
  }
}
