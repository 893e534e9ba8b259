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
      guard value.isFinite else {
        throw ImportFault(reason: "its \(key) is not finite: leave it out, or correct it")
      }
      return value
    default:
      // What is no JSON at all is told as such.
      try skip()
      throw ImportFault(reason: "its \(key) is not a number: write it as a number")
    }
  }

  /// Reads a finite number, or nothing where `null` stands.
  mutating func optionalNumber(_ key: String) throws -> Double? {
    guard peek() != UInt8(ascii: "n") else { return try word().map { _ in 0 } }
    return try finiteNumber(key)
  }

  /// Reads a whole number, up to 2^63 - 1.
  mutating func id(_ key: String) throws -> Int {
    let start = offset
    if let value = try integer() { return value }
    throw ImportFault(reason: "its \(key) \(reasonNotInteger(at: start))")
  }

  /// Reads a whole number from 0 to a billion: a size, or a place in a list.
  mutating func count(_ key: String) throws -> Int {
    let value = try finiteNumber(key)
    guard value >= 0, value < 1e9, value == value.rounded() else {
      throw ImportFault(reason: "its \(key) is not a whole number from 0 on")
    }
    return Int(value)
  }

  /// Reads a truth value, or a number that stands for one.
  mutating func flag(_ key: String) throws -> Bool {
    "tfn".utf8.contains(peek()) ? try word() ?? false : try finiteNumber(key) != 0
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
    default: return "\(try id(key))"
    }
  }

  /// Reads a list; the first fault of an entry ends it, and is told with its place.
  mutating func entries(
    _ name: String, limit: Int, _ read: (inout JSONCursor, Int) throws -> Void
  ) throws {
    var index = 0
    try list { cursor in
      do {
        guard index < limit else { throw ImportFault(reason: "there are more than \(limit)") }
        try read(&cursor, index)
      } catch let fault as ImportFault {
        throw fault.inside("\(name)[\(index)]")
      }
      index += 1
    }
  }

  /// Reads a list of records; one that is wrong is noted with its place, and the next one is read.
  mutating func records(
    _ name: String, limit: Int, _ faults: inout ImportFaults,
    _ read: (inout JSONCursor, Int, inout ImportFaults) throws -> Void
  ) throws {
    var index = 0
    try list { cursor in
      guard index < limit else {
        throw ImportFault(place: name, reason: "there are more than \(limit)")
      }
      let (start, known) = (cursor.offset, faults.first.count)
      do {
        try read(&cursor, index, &faults)
      } catch let fault as ImportFault {
        faults.add(fault)
        cursor.offset = start
        try cursor.skip()
      }
      faults.place(since: known, in: "\(name)[\(index)]")
      index += 1
    }
  }
}

/// Reads a JSON file that someone else wrote.
enum JSONImport {
  /// Runs a reader over a file; what it finds wrong is noted with file and place.
  static func read(
    _ file: URL, limit: Int, _ findings: inout ImportFindings,
    _ body: (inout JSONCursor, inout ImportFaults) throws -> Void
  ) {
    guard
      var bytes = findings.gather({ () throws(InterchangeError) in
        try InputBytes.read(file, limit: limit)
      })
    else { return }
    bytes.append(0)
    var faults = ImportFaults()
    do {
      try bytes.withUnsafeBufferPointer { bytes in
        var cursor = JSONCursor(bytes)
        try body(&cursor, &faults)
        try cursor.end()
      }
    } catch let fault as ImportFault {
      faults.add(fault)
    } catch let fault as JSONFault {
      faults.add(
        ImportFault(
          place: InputBytes.line(of: fault.offset, in: bytes),
          reason: "is not the JSON that was expected: \(fault.reason)"))
    } catch {
      findings.add(.cannotRead(file: file.path, reason: "\(error)"))
    }
    findings.add(faults, file: file.path)
  }
}
