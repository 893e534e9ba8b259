import JSONReading
import Layout

/// An annotation of a COCO data set that someone corrected.
struct COCOCorrection {
  var id: Int
  var image: Int
  var category: Int
  /// Pixels of its image; `nil` where it has neither a box nor an outline.
  var box: Box?
  var score: Double?
  /// Whether it stands for many that were not told apart.
  var isCrowd: Bool
  var own: OwnRecord

  /// Whether a machine made it: our own export says who did, other files give machines' scores.
  var isMachine: Bool { own.isHuman.map { !$0 } ?? (score != nil) }

  /// What our own export says of a region.
  struct OwnRecord {
    /// Its id on its page, and that of the enclosing one.
    var region: Int?
    var parent: Int?
    /// Whether a person drew or confirmed it; `nil` where the export is not our own.
    var isHuman: Bool?
  }

  init(_ cursor: inout JSONCursor) throws {
    var (id, image, category): (Int?, Int?, Int?) = (nil, nil, nil)
    var (numbers, hasOutline): ([Double], Bool) = ([], false)
    var (score, isCrowd, own): (Double?, Bool, OwnRecord) = (nil, false, OwnRecord())
    try cursor.object { cursor, key in
      if key.spells("id") {
        id = try cursor.id("id")
      } else if key.spells("image_id") {
        image = try cursor.id("image_id")
      } else if key.spells("category_id") {
        category = try cursor.id("category_id")
      } else if key.spells("bbox"), cursor.peek() != UInt8(ascii: "n") {
        try cursor.entries("bbox", limit: 4) { cursor, _ in
          numbers.append(try cursor.finiteNumber("number"))
        }
      } else if key.spells("segmentation"), "[{".utf8.contains(cursor.peek()) {
        let start = cursor.offset
        try cursor.skip()
        hasOutline = cursor.bytes[start..<cursor.offset].contains { (48...57).contains($0) }
      } else if key.spells("score") {
        score = try cursor.optionalNumber("score")
      } else if key.spells("galley"), cursor.peek() == UInt8(ascii: "{") {
        own = try OwnRecord(&cursor)
      } else if key.spells("iscrowd"), cursor.peek() != UInt8(ascii: "\"") {
        isCrowd = try cursor.flag("iscrowd")
      } else {
        try cursor.skip()
      }
    }
    let isEmpty = numbers.isEmpty && !hasOutline
    guard let id, let image, let category, numbers.count == 4 || isEmpty else {
      throw ImportFault(
        reason: "an annotation needs id, image_id, category_id and bbox [x, y, width, height]")
    }
    (self.id, self.image, self.category) = (id, image, category)
    (self.score, self.isCrowd, self.own) = (score, isCrowd, own)
    if !isEmpty { box = Box(x: numbers[0], y: numbers[1], width: numbers[2], height: numbers[3]) }
  }
}

extension COCOCorrection.OwnRecord {
  fileprivate init(_ cursor: inout JSONCursor) throws {
    try cursor.object { cursor, key in
      if cursor.peek() == UInt8(ascii: "n") {
        try cursor.skip()
      } else if key.spells("region") {
        region = try cursor.id("region")
      } else if key.spells("parent") {
        parent = try cursor.id("parent")
      } else if key.spells("provenance"), cursor.peek() == UInt8(ascii: "{") {
        isHuman = try Self.namesHuman(&cursor)
      } else {
        try cursor.skip()
      }
    }
  }

  /// Whether a person is a source, or one of the sources that were fused.
  private static func namesHuman(_ cursor: inout JSONCursor) throws -> Bool {
    var isHuman = false
    try cursor.object { cursor, key in
      if key.spells("source") {
        if try cursor.textIfAny() == EstimateSource.human.rawValue { isHuman = true }
      } else if key.spells("contributions"), cursor.peek() == UInt8(ascii: "[") {
        try cursor.list { if try namesHuman(&$0) { isHuman = true } }
      } else {
        try cursor.skip()
      }
    }
    return isHuman
  }
}
