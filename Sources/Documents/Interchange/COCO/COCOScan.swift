import Foundation
import JSONReading

/// What an evaluation needs of a COCO file, read in one pass: ids, names and boxes.
struct COCOScan {
  struct Category {
    var id: Int
    var name: String
  }

  /// Ids of the images in the file's order; `nil` where the file has no such list.
  var images: [Int]?
  var categories: [Category]?
  var boxes: [COCOBox]?
  /// Whether the file is a plain list of results.
  var isPlainList = false

  /// Reads a data set, or a plain list of results.
  ///
  /// - Throws: `InterchangeError.cannotRead` or `.badCOCO`, which says where.
  init(contentsOf file: URL) throws(InterchangeError) {
    var bytes = try Self.bytes(of: file)
    bytes.append(0)
    var place = "its start"
    do {
      try bytes.withUnsafeBufferPointer { bytes in
        var cursor = JSONCursor(bytes)
        try read(&cursor, &place)
      }
    } catch let fault as COCOFault {
      throw .badCOCO(file: file.path, place: place, reason: fault.reason)
    } catch let fault as JSONFault {
      throw .badCOCO(
        file: file.path, place: Self.line(of: fault.offset, in: bytes),
        reason: "is not JSON: \(fault.reason): write the file again")
    } catch {
      throw .cannotRead(file: file.path, reason: "\(error)")
    }
  }

  private static func bytes(of file: URL) throws(InterchangeError) -> [UInt8] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: file.path, isDirectory: &isFolder) else {
      throw .cannotRead(file: file.path, reason: "there is no such file: check the path")
    }
    guard !isFolder.boolValue else {
      throw .cannotRead(file: file.path, reason: "it is a folder: name a file in it")
    }
    do {
      // Not by `Data(contentsOf:)`, which refuses pipes.
      let handle = try FileHandle(forReadingFrom: file)
      defer { try? handle.close() }
      return [UInt8](try handle.readToEnd() ?? Data())
    } catch {
      throw .cannotRead(file: file.path, reason: error.localizedDescription)
    }
  }

  private mutating func read(_ cursor: inout JSONCursor, _ place: inout String) throws {
    if cursor.peek() == UInt8(ascii: "[") {
      isPlainList = true
      boxes = try Self.list("", &cursor, &place, COCOBox.init)
    } else {
      try cursor.object { cursor, key in
        if key.spells("images") {
          images = try Self.list("images", &cursor, &place) { try Self.entry(&$0).id }
        } else if key.spells("categories") {
          categories = try Self.list("categories", &cursor, &place, Self.entry)
        } else if key.spells("annotations") {
          boxes = try Self.list("annotations", &cursor, &place, COCOBox.init)
        } else {
          try cursor.skip()
        }
      }
    }
    try cursor.end()
  }

  /// Reads a list; `place` then names the entry at which reading stopped.
  private static func list<T>(
    _ name: String, _ cursor: inout JSONCursor, _ place: inout String,
    _ read: (inout JSONCursor) throws -> T
  ) throws -> [T] {
    var entries: [T] = []
    do {
      try cursor.list { entries.append(try read(&$0)) }
    } catch let fault as COCOFault {
      place = "\(name)[\(entries.count)]"
      throw fault
    }
    return entries
  }

  /// An image or a category: an id, and perhaps a name.
  private static func entry(_ cursor: inout JSONCursor) throws -> Category {
    var (id, name): (Int?, String?) = (nil, nil)
    try cursor.object { cursor, key in
      if key.spells("id") {
        id = try cursor.integer()
      } else if key.spells("name"), cursor.peek() == UInt8(ascii: "\"") {
        name = try text(&cursor)
      } else {
        try cursor.skip()
      }
    }
    guard let id else { throw COCOFault.missing("id", "a whole number of its own") }
    return Category(id: id, name: name ?? "\(id)")
  }

  private static func text(_ cursor: inout JSONCursor) throws -> String {
    let raw = try cursor.string()
    guard raw.contains(UInt8(ascii: "\\")) else { return String(decoding: raw, as: UTF8.self) }
    let quoted = Data("\"".utf8) + Data(buffer: raw) + Data("\"".utf8)
    guard let text = try? JSONDecoder().decode(String.self, from: quoted) else {
      throw cursor.fault("a name has an unknown escape")
    }
    return text
  }

  private static func line(of offset: Int, in bytes: [UInt8]) -> String {
    let before = bytes.prefix(offset)
    let start = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    return "line \(before.count { $0 == 0x0A } + 1), column \(offset - start + 1)"
  }
}
