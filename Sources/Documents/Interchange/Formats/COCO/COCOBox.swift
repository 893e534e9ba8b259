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

extension COCOBox {
  /// Reads one object of `annotations`, or of a list of results.
  init(from cursor: inout JSONCursor) throws {
    var (id, image, category): (Int?, Int?, Int?) = (nil, nil, nil)
    var (extent, area, score): (BoxExtent?, Double?, Double?) = (nil, nil, nil)
    var isCrowd = false
    var pseudoLabel: COCOTruth.PseudoLabel?
    try cursor.object { cursor, key in
      if key.spells("image_id") {
        image = try cursor.id("image_id")
      } else if key.spells("category_id") {
        category = try cursor.id("category_id")
      } else if key.spells("bbox") {
        extent = try Self.extent(&cursor)
      } else if key.spells("score") {
        score = try cursor.optionalNumber("score")
      } else if key.spells("area") {
        area = try cursor.optionalNumber("area")
      } else if key.spells("id") {
        id = try cursor.integer()
      } else if key.spells("iscrowd") {
        isCrowd = try cursor.flag("iscrowd")
      } else if key.spells("galley"), cursor.peek() == UInt8(ascii: "{") {
        pseudoLabel = try COCOTruth.PseudoLabel(from: &cursor)
      } else {
        try cursor.skip()
      }
    }
    guard let image else { throw ImportFault.missing("image_id", "the id of its image") }
    guard let category else { throw ImportFault.missing("category_id", "the id of its category") }
    guard let extent else { throw ImportFault.missing("bbox", "[x, y, width, height] in pixels") }
    if let area, area < 0 {
      throw ImportFault(reason: "its area \(area) is negative: leave the area out, or correct it")
    }
    self.init(
      id: id, image: image, category: category, extent: extent, area: area, isCrowd: isCrowd,
      score: score, pseudoLabel: pseudoLabel)
  }

  private static func extent(_ cursor: inout JSONCursor) throws -> BoxExtent {
    guard cursor.peek() == UInt8(ascii: "[") else {
      try cursor.skip()
      throw ImportFault.badBox("is no list")
    }
    var (values, count) = (SIMD4<Double>(), 0)
    try cursor.list { cursor in
      let value = try cursor.finiteNumber("bbox")
      if count < 4 { values[count] = value }
      count += 1
    }
    guard count == 4 else { throw ImportFault.badBox("has \(count) numbers") }
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
    let fault = ImportFault.badBox("is \(extent.width) wide and \(extent.height) high")
    throw .badCOCO(file: file, place: place, reason: fault.reason)
  }
}

extension ImportFault {
  static func missing(_ key: String, _ remedy: String) -> ImportFault {
    ImportFault(reason: "has no '\(key)': give it \(remedy)")
  }

  fileprivate static func badBox(_ state: String) -> ImportFault {
    ImportFault(
      reason: "its bbox \(state): write it as [x, y, width, height], none of the sizes negative")
  }
}
