import Foundation
import JSONReading

/// What Galley needs of a COCO file, read in one pass.
struct COCOScan {
  struct Category {
    var id: Int
    var name: String
  }

  /// The file's path.
  let file: String
  /// The images in the file's order; `nil` where the file has no such list.
  var images: [Image]?
  var categories: [Category]?
  var boxes: [COCOBox]?
  /// Whether the file is a plain list of results.
  var isPlainList = false

  /// Reads a data set, or a plain list of results.
  ///
  /// - Throws: `InterchangeError.cannotRead` or `.badCOCO`, which says where.
  init(contentsOf file: URL) throws(InterchangeError) {
    self.file = file.path
    var bytes = try InputBytes.read(file)
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
        file: file.path, place: InputBytes.line(of: fault.offset, in: bytes),
        reason: "is not JSON: \(fault.reason): write the file again")
    } catch {
      throw .cannotRead(file: file.path, reason: "\(error)")
    }
  }

  /// A list that the file must have.
  func required<T>(_ list: KeyPath<COCOScan, T?>, _ name: String) throws(InterchangeError) -> T {
    if let list = self[keyPath: list] { return list }
    guard !isPlainList else {
      throw .badCOCO(
        file: file, place: "its start",
        reason: "is a list, not a data set: give the labelled file with images and categories")
    }
    throw .badCOCO(
      file: file, place: "the outer object",
      reason: "has no list '\(name)': give a COCO file that has it")
  }

  private mutating func read(_ cursor: inout JSONCursor, _ place: inout String) throws {
    if cursor.peek() == UInt8(ascii: "[") {
      isPlainList = true
      boxes = try Self.list("", &cursor, &place, COCOBox.init)
    } else {
      try cursor.object { cursor, key in
        if key.spells("images") {
          images = try Self.list("images", &cursor, &place, Image.init)
        } else if key.spells("categories") {
          categories = try Self.list("categories", &cursor, &place, Self.category)
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

  /// A category: an id, and perhaps a name.
  private static func category(_ cursor: inout JSONCursor) throws -> Category {
    var (id, name): (Int?, String?) = (nil, nil)
    try cursor.object { cursor, key in
      if key.spells("id") {
        id = try cursor.wholeNumber("id")
      } else if key.spells("name"), cursor.peek() == UInt8(ascii: "\"") {
        guard let text = try cursor.text() else {
          throw cursor.fault("a name has an unknown escape")
        }
        name = text
      } else {
        try cursor.skip()
      }
    }
    guard let id else { throw COCOFault.missing("id", "a whole number of its own") }
    return Category(id: id, name: name ?? "\(id)")
  }
}
