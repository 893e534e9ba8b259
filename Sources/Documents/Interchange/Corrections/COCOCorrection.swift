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
  /// The region's id on its page, and that of the enclosing one, as our own export tells them.
  var region: Int?
  var parent: Int?

  init(_ cursor: inout JSONCursor) throws {
    var (id, image, category): (Int?, Int?, Int?) = (nil, nil, nil)
    var (numbers, hasOutline): ([Double], Bool) = ([], false)
    var (score, own): (Double?, (region: Int?, parent: Int?)) = (nil, (nil, nil))
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
        own = try Self.ids(&cursor)
      } else {
        try cursor.skip()
      }
    }
    let isEmpty = numbers.isEmpty && !hasOutline
    guard let id, let image, let category, numbers.count == 4 || isEmpty else {
      throw ImportFault(
        reason: "an annotation needs id, image_id, category_id and bbox [x, y, width, height]")
    }
    (self.id, self.image, self.category, self.score) = (id, image, category, score)
    (region, parent) = own
    if !isEmpty { box = Box(x: numbers[0], y: numbers[1], width: numbers[2], height: numbers[3]) }
  }

  private static func ids(_ cursor: inout JSONCursor) throws -> (region: Int?, parent: Int?) {
    var (region, parent): (Int?, Int?) = (nil, nil)
    try cursor.object { cursor, key in
      if cursor.peek() == UInt8(ascii: "n") {
        try cursor.skip()
      } else if key.spells("region") {
        region = try cursor.id("region")
      } else if key.spells("parent") {
        parent = try cursor.id("parent")
      } else {
        try cursor.skip()
      }
    }
    return (region, parent)
  }
}
