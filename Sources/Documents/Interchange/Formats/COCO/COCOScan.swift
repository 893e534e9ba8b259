import Foundation
import JSONReading

/// What Galley needs of a COCO file, read in one pass.
struct COCOScan {
  /// The file's path.
  let file: String
  /// The images in the file's order; `nil` where the file has no such list.
  var images: [Image]?
  var categories: [COCOCategory]?
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
    do {
      try bytes.withUnsafeBufferPointer { bytes in
        var cursor = JSONCursor(bytes)
        try read(&cursor)
      }
    } catch let fault as ImportFault {
      throw .badCOCO(
        file: file.path, place: fault.place ?? "its start", reason: fault.reason)
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

  private mutating func read(_ cursor: inout JSONCursor) throws {
    if cursor.peek() == UInt8(ascii: "[") {
      isPlainList = true
      boxes = try cursor.all("", COCOBox.init)
    } else {
      try cursor.object { cursor, key in
        if key.spells("images") {
          images = try cursor.all("images", Image.init)
        } else if key.spells("categories") {
          categories = try cursor.all("categories", COCOCategory.init)
        } else if key.spells("annotations") {
          boxes = try cursor.all("annotations", COCOBox.init)
        } else {
          try cursor.skip()
        }
      }
    }
    try cursor.end()
  }
}

extension JSONCursor {
  /// Reads all of a list, to its first fault.
  fileprivate mutating func all<Entry>(
    _ name: String, _ read: (inout JSONCursor) throws -> Entry
  ) throws -> [Entry] {
    var all: [Entry] = []
    try entries(name, limit: .max) { cursor, _ in all.append(try read(&cursor)) }
    return all
  }
}
