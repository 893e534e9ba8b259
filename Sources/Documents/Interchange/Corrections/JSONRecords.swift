import Foundation
import JSONReading

extension JSONCursor {
  /// Reads a value of a record.
  ///
  /// - Throws: `ImportFault` for one that is not a finite number.
  mutating func finiteNumber(_ key: String) throws -> Double {
    switch peek() {
    case UInt8(ascii: "-"), 48...57, UInt8(ascii: "N"), UInt8(ascii: "I"):
      let value = try number()
      guard value.isFinite else { throw ImportFault(reason: "its \(key) is not finite") }
      return value
    default:
      throw ImportFault(reason: "its \(key) is not a number")
    }
  }

  /// Reads a finite number, or nothing where `null` stands.
  mutating func optionalNumber(_ key: String) throws -> Double? {
    guard peek() != UInt8(ascii: "n") else { return try word().map { _ in 0 } }
    return try finiteNumber(key)
  }

  /// Reads a whole number of at least 0.
  mutating func count(_ key: String) throws -> Int {
    let value = try finiteNumber(key)
    guard value >= 0, value < 1e9, value == value.rounded() else {
      throw ImportFault(reason: "its \(key) is not a whole number from 0 on")
    }
    return Int(value)
  }

  /// Reads a text up to a length.
  mutating func shortText(_ key: String, limit: Int) throws -> String {
    guard peek() == UInt8(ascii: "\"") else {
      throw ImportFault(reason: "its \(key) is not a text in double quotes")
    }
    let start = offset
    guard let text = try text() else {
      throw ImportFault(reason: "its \(key) holds what is no text")
    }
    guard offset - start <= limit else {
      throw ImportFault(reason: "its \(key) is longer than \(limit) bytes")
    }
    return text
  }

  /// Reads a text, or a whole number as one; `nil` where `null` stands.
  mutating func name(_ key: String, limit: Int) throws -> String? {
    switch peek() {
    case UInt8(ascii: "n"):
      _ = try word()
      return nil
    case UInt8(ascii: "\""): return try shortText(key, limit: limit)
    default: return "\(try count(key))"
    }
  }

  /// Reads a list whose entries' faults are told with their place in it.
  mutating func records(
    _ name: String, limit: Int, _ read: (inout JSONCursor, Int) throws -> Void
  ) throws {
    var index = 0
    try list { cursor in
      do {
        guard index < limit else { throw ImportFault(reason: "there are more than \(limit)") }
        try read(&cursor, index)
      } catch let fault as ImportFault {
        let inner = fault.place.map { $0.hasPrefix("[") ? $0 : "." + $0 } ?? ""
        throw ImportFault(place: "\(name)[\(index)]\(inner)", reason: fault.reason)
      }
      index += 1
    }
  }
}

/// Reads a JSON file that someone else wrote.
enum JSONImport {
  /// Runs a reader over a file and turns what it finds wrong into errors that name file and place.
  ///
  /// - Throws: `InterchangeError`.
  static func read(
    _ file: URL, limit: Int, _ body: (inout JSONCursor) throws -> Void
  ) throws(InterchangeError) {
    var bytes = try InputBytes.read(file, limit: limit)
    bytes.append(0)
    do {
      try bytes.withUnsafeBufferPointer { bytes in
        var cursor = JSONCursor(bytes)
        try body(&cursor)
        try cursor.end()
      }
    } catch let fault as ImportFault {
      throw .badImport(file: file.path, place: fault.place ?? "its start", reason: fault.reason)
    } catch let fault as JSONFault {
      throw .badImport(
        file: file.path, place: InputBytes.line(of: fault.offset, in: bytes),
        reason: "is not the JSON that was expected: \(fault.reason)")
    } catch {
      throw .cannotRead(file: file.path, reason: "\(error)")
    }
  }
}
