import Foundation
import JSONReading
import Layout

/// An entry of a task's `result`: a rectangle, a polygon, or what is said of one.
struct LabelStudioResult {
  /// Its place in the list.
  var number: Int
  var id: String?
  var type = ""
  /// The tag that it was drawn on.
  var target: String?
  /// Which image of a list it is on, from 0.
  var item: Int?
  var width: Int?
  var height: Int?
  var score: Double?
  var parent: String?
  var order: Int?
  var labels: [String] = []
  var text: String?
  /// `x`, `y`, `width`, `height` in per cent, and `rotation` in degrees clockwise.
  var numbers: [String: Double] = [:]
  /// Corners in per cent, for polygons.
  var points: [[Double]] = []

  init(_ cursor: inout JSONCursor, _ number: Int, _ limits: ImportLimits) throws {
    self.number = number
    try cursor.object { cursor, key in
      if key.spells("id") {
        id = try cursor.name("id", limit: 1000)
      } else if key.spells("type") {
        type = try cursor.shortText("type", limit: 1000)
      } else if key.spells("to_name") {
        target = try cursor.name("to_name", limit: 1000)
      } else if key.spells("item_index"), cursor.peek() != UInt8(ascii: "n") {
        item = try cursor.count("item_index")
      } else if key.spells("original_width") {
        width = try cursor.count("original_width")
      } else if key.spells("original_height") {
        height = try cursor.count("original_height")
      } else if key.spells("score") {
        score = try cursor.optionalNumber("score")
      } else if key.spells("parentID") {
        parent = try cursor.name("parentID", limit: 1000)
      } else if key.spells("value"), cursor.peek() == UInt8(ascii: "{") {
        try readValue(&cursor, limits)
      } else if key.spells("meta"), cursor.peek() == UInt8(ascii: "{") {
        try readMeta(&cursor)
      } else {
        try cursor.skip()
      }
    }
  }

  private mutating func readValue(_ cursor: inout JSONCursor, _ limits: ImportLimits) throws {
    for name in ["x", "y", "width", "height", "rotation"] { numbers[name] = nil }
    try cursor.object { cursor, key in
      if key.spells("x") {
        numbers["x"] = try cursor.finiteNumber("x")
      } else if key.spells("y") {
        numbers["y"] = try cursor.finiteNumber("y")
      } else if key.spells("width") {
        numbers["width"] = try cursor.finiteNumber("width")
      } else if key.spells("height") {
        numbers["height"] = try cursor.finiteNumber("height")
      } else if key.spells("rotation") {
        numbers["rotation"] = try cursor.finiteNumber("rotation")
      } else if key.spells("points"), cursor.peek() == UInt8(ascii: "[") {
        try readPoints(&cursor, limits)
      } else if key.spells("rectanglelabels") || key.spells("polygonlabels") || key.spells("labels")
      {
        labels = try Self.texts(&cursor, limits)
      } else if key.spells("text") {
        text = try Self.texts(&cursor, limits).joined(separator: "\n")
      } else {
        try cursor.skip()
      }
    }
  }

  private mutating func readPoints(_ cursor: inout JSONCursor, _ limits: ImportLimits) throws {
    try cursor.entries("points", limit: 100_000) { cursor, _ in
      var point: [Double] = []
      try cursor.entries("", limit: 2) { cursor, _ in
        point.append(try cursor.finiteNumber("point"))
      }
      guard point.count == 2 else { throw ImportFault(reason: "a point has two numbers") }
      points.append(point)
    }
  }

  /// Our own export tells the place in the reading order.
  private mutating func readMeta(_ cursor: inout JSONCursor) throws {
    try cursor.object { cursor, key in
      guard key.spells("galley"), cursor.peek() == UInt8(ascii: "{") else {
        return try cursor.skip()
      }
      try cursor.object { cursor, key in
        if key.spells("order") {
          order = try cursor.count("order")
        } else {
          try cursor.skip()
        }
      }
    }
  }

  /// A text, or a list of texts.
  private static func texts(
    _ cursor: inout JSONCursor, _ limits: ImportLimits
  ) throws -> [String] {
    guard cursor.peek() == UInt8(ascii: "[") else {
      return [try cursor.shortText("text", limit: limits.textBytes)]
    }
    var texts: [String] = []
    try cursor.entries("", limit: 1000) { cursor, _ in
      texts.append(try cursor.shortText("text", limit: limits.textBytes))
    }
    return texts
  }
}
