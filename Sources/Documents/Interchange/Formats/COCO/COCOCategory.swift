import JSONReading

/// A class as a COCO file lists it.
public struct COCOCategory: Sendable, Hashable, Encodable {
  /// Its id in the file.
  public var id: Int
  /// Its name; its id where it has none.
  public var name: String
}

extension COCOCategory {
  /// Reads one object of `categories`.
  init(from cursor: inout JSONCursor) throws {
    var (id, name): (Int?, String?) = (nil, nil)
    try cursor.object { cursor, key in
      if key.spells("id") {
        id = try cursor.id("id")
      } else if key.spells("name"), cursor.peek() == UInt8(ascii: "\"") {
        guard let text = try cursor.text() else {
          throw cursor.fault("a name has an unknown escape")
        }
        name = text
      } else {
        try cursor.skip()
      }
    }
    guard let id else { throw ImportFault.missing("id", "a whole number of its own") }
    self.init(id: id, name: name ?? "\(id)")
  }
}
