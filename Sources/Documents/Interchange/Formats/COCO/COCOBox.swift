import Evaluation
import JSONReading

/// A box of a COCO file.
struct COCOBox {
  /// A whole number; `nil` where the file has none or numbers otherwise.
  var id: Int?
  var image: Int
  var category: Int
  var extent: BoxExtent
  var area: Double?
  var isCrowd = false
  var score: Double?
  /// What Galley's own export says of it.
  var pseudoLabel: COCOTruth.PseudoLabel?
}

/// What is wrong with a record of a COCO file, and what to do about it.
struct COCOFault: Error {
  var reason: String
}

extension JSONCursor {
  /// Reads an id, up to 2^63 - 1.
  ///
  /// - Throws: `COCOFault`, which says whether it is a text, too large, or no whole number.
  mutating func wholeNumber(_ key: String) throws -> Int {
    let start = offset
    if let value = try integer() { return value }
    throw COCOFault(reason: "its \(key) \(reasonNotInteger(at: start))")
  }
}

extension COCOBox {
  /// Reads one object of `annotations`, or of a list of results.
  init(from cursor: inout JSONCursor) throws {
    var (id, image, category): (Int?, Int?, Int?) = (nil, nil, nil)
    var (extent, area, score): (BoxExtent?, Double?, Double?) = (nil, nil, nil)
    var isCrowd = false
    var pseudoLabel: COCOTruth.PseudoLabel?
    try cursor.object { cursor, key in
      if key.spells("image_id") {
        image = try cursor.wholeNumber("image_id")
      } else if key.spells("category_id") {
        category = try cursor.wholeNumber("category_id")
      } else if key.spells("bbox") {
        extent = try Self.extent(&cursor)
      } else if key.spells("score") {
        score = try Self.numberIfAny("score", &cursor)
      } else if key.spells("area") {
        area = try Self.numberIfAny("area", &cursor)
      } else if key.spells("id") {
        id = try cursor.integer()
      } else if key.spells("iscrowd") {
        isCrowd = try Self.flag("iscrowd", &cursor)
      } else if key.spells("galley"), cursor.peek() == UInt8(ascii: "{") {
        pseudoLabel = try COCOTruth.PseudoLabel(from: &cursor)
      } else {
        try cursor.skip()
      }
    }
    guard let image else { throw COCOFault.missing("image_id", "the id of its image") }
    guard let category else { throw COCOFault.missing("category_id", "the id of its category") }
    guard let extent else { throw COCOFault.missing("bbox", "[x, y, width, height] in pixels") }
    if let area, area < 0 {
      throw COCOFault(reason: "its area \(area) is negative: leave the area out, or correct it")
    }
    self.init(
      id: id, image: image, category: category, extent: extent, area: area, isCrowd: isCrowd,
      score: score, pseudoLabel: pseudoLabel)
  }

  private static func numberIfAny(_ key: String, _ cursor: inout JSONCursor) throws -> Double? {
    guard cursor.peek() == UInt8(ascii: "n") else { return try number(key, &cursor) }
    _ = try cursor.word()
    return nil
  }

  static func number(_ key: String, _ cursor: inout JSONCursor) throws -> Double {
    switch cursor.peek() {
    case UInt8(ascii: "-"), 48...57, UInt8(ascii: "N"), UInt8(ascii: "I"):
      let value = try cursor.number()
      guard value.isFinite else {
        throw COCOFault(reason: "its \(key) is not finite: leave it out, or correct it")
      }
      return value
    default:
      try cursor.skip()
      throw COCOFault(reason: "its \(key) is not a number: write it as a number")
    }
  }

  private static func flag(_ key: String, _ cursor: inout JSONCursor) throws -> Bool {
    switch cursor.peek() {
    case UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n"): try cursor.word() ?? false
    default: try number(key, &cursor) != 0
    }
  }

  private static func extent(_ cursor: inout JSONCursor) throws -> BoxExtent {
    guard cursor.peek() == UInt8(ascii: "[") else {
      try cursor.skip()
      throw COCOFault.badBox("is no list")
    }
    var (values, count) = (SIMD4<Double>(), 0)
    try cursor.list { cursor in
      let value = try number("bbox", &cursor)
      if count < 4 { values[count] = value }
      count += 1
    }
    guard count == 4 else { throw COCOFault.badBox("has \(count) numbers") }
    return BoxExtent(x: values[0], y: values[1], width: values[2], height: values[3])
  }
}

extension COCOBox {
  /// The extent.
  ///
  /// - Throws: `InterchangeError.badCOCO` for a negative size.
  func sizedExtent(
    at record: @autoclosure () -> (file: String, place: String)
  ) throws(InterchangeError) -> BoxExtent {
    if extent.width >= 0, extent.height >= 0 { return extent }
    let (file, place) = record()
    let fault = COCOFault.badBox("is \(extent.width) wide and \(extent.height) high")
    throw .badCOCO(file: file, place: place, reason: fault.reason)
  }
}

extension COCOFault {
  static func missing(_ key: String, _ remedy: String) -> COCOFault {
    COCOFault(reason: "has no '\(key)': give it \(remedy)")
  }

  fileprivate static func badBox(_ state: String) -> COCOFault {
    COCOFault(
      reason: "its bbox \(state): write it as [x, y, width, height], none of the sizes negative")
  }
}
