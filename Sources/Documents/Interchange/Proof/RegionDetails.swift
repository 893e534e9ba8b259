import Foundation
import Layout

/// A region as the details card tells of it.
struct RegionDetails: Encodable {
  /// One source's part in a fused region.
  struct Part: Encodable {
    /// Element id of the estimate; `nil` if the page no longer has it.
    var id: String?
    var source: String
    var className: String?
    var score: Decimal?
    /// Weights of the left, top, right and bottom edge, 0...1.
    var weights: [Decimal]
    /// Standard deviations of the estimate's edges, px.
    var deviations: [Decimal]
    var classWeight: Decimal
  }
  struct Share: Encodable {
    var name: String
    var classIndex: Int
    var probability: Decimal
  }

  var id: String
  var source: String
  var className: String
  var classIndex: Int
  var score: Decimal
  var decision: Decision?
  var reason: String?
  var agreement: Decimal?
  var gate: Decimal?
  var flags: [String]
  /// Left, top, width and height, px.
  var box: [Decimal]
  /// Standard deviations of the left, top, right and bottom edge, px.
  var deviations: [Decimal]
  /// The most probable classes.
  var classes: [Share]
  var parts: [Part] = []
  /// What the same sources said again about the place.
  var repeats: [String] = []
  var model: String?
  /// Passes or samples that found it, such as `7 of 8`.
  var support: String?
  var words: Int?

  /// The box itself, for drawing.
  var place = Box(x1: 0, y1: 0, x2: 0, y2: 0)
  /// Whether it is, or went only into, ignored regions.
  var isIgnored = false

  private enum CodingKeys: CodingKey {
    case id, source, className, classIndex, score, decision, reason, agreement, gate, flags, box,
      deviations, classes, parts, repeats, model, support, words
  }

  /// Details as JSON by element id, fit to stand in a `script` element.
  static func script(_ regions: [RegionDetails]) throws -> String {
    let byID = Dictionary(regions.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    var bytes: [UInt8] = []
    for byte in try encoder.encode(byID) {
      // Neither `</script` nor `<!--` can then occur.
      if byte == UInt8(ascii: "<") {
        bytes += Array(#"\u003c"#.utf8)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension RegionDetails {
  /// The region's class with its score, for the tag beside its box.
  var tag: String { className }

  /// What there is to know in a few lines, for readers without scripts.
  var tooltip: String {
    var lines = ["\(className), score \(score)" + (decision.map { ", \($0.rawValue)" } ?? "")]
    lines[0] = "\(source): " + lines[0]
    if let reason { lines.append(reason) }
    guard !isIgnored else { return lines.joined(separator: "\n") }
    if let agreement { lines.append("agreement \(agreement)") }
    for part in parts {
      let weights = part.weights.map { "\($0)" }.joined(separator: " / ")
      lines.append("\(part.source) \(part.className ?? ""): weights \(weights)")
    }
    let deviations = deviations.map { "±\($0)" }.joined(separator: " / ")
    lines.append("left / top / right / bottom edge: \(deviations) px")
    if !flags.isEmpty { lines.append("flags: " + flags.joined(separator: ", ")) }
    return lines.joined(separator: "\n")
  }
}
