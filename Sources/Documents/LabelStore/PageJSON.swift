import Layout

/// Writes regions and words as the JSON that their `Codable` conformance reads.
///
/// A page has some 150 regions of 40 numbers each and 500 words, and the general encoder takes a
/// good part of what a small detector takes for the page; numbers keep every digit here too.
struct PageJSON {
  private var text: [UInt8] = []
  /// A number that JSON cannot hold.
  private var notFinite: Double?

  /// The JSON.
  ///
  /// - Throws: `EncodingError` for a number that is not finite.
  func checked() throws -> String {
    guard let notFinite else { return String(decoding: text, as: UTF8.self) }
    throw EncodingError.invalidValue(
      notFinite, .init(codingPath: [], debugDescription: "a page holds the number \(notFinite)"))
  }

  init(_ estimate: RegionEstimate) {
    object {
      $0.field("box", estimate.box.edges)
      $0.field("classProbabilities", estimate.classProbabilities)
      $0.key("evidence")
      $0.evidence(estimate.evidence)
      $0.field("id", estimate.id)
      if let parent = estimate.parent { $0.field("parent", parent) }
      $0.field("score", estimate.score)
      $0.field("source", estimate.source.rawValue)
      $0.field("variance", estimate.variance.edges)
    }
  }

  init(_ words: [Word]) {
    list(words) { writer, word in
      writer.object {
        $0.field("block", word.block)
        $0.field("box", word.box.edges)
        $0.field("confidence", word.confidence)
        $0.field("id", word.id)
        if let isSecondLook = word.isSecondLook { $0.field("isSecondLook", isSecondLook) }
        $0.field("line", word.line)
        $0.field("paragraph", word.paragraph)
        if let width = word.strokeWidth { $0.field("strokeWidth", width) }
        $0.field("text", word.text)
      }
    }
  }

  init(_ region: FusedRegion) {
    object {
      if let agreement = region.agreement { $0.field("agreement", agreement) }
      $0.field("box", region.box.edges)
      $0.field("classProbabilities", region.classProbabilities)
      $0.key("contributions")
      $0.list(region.contributions) { writer, part in
        writer.object {
          $0.field("boxWeights", part.boxWeights)
          $0.field("classWeight", part.classWeight)
          $0.field("estimate", part.estimate)
          $0.field("source", part.source.rawValue)
        }
      }
      $0.field("decision", region.decision.rawValue)
      $0.field("flags", region.flags)
      if let gate = region.gate { $0.field("gate", gate) }
      $0.field("id", region.id)
      if let parent = region.parent { $0.field("parent", parent) }
      $0.field("reason", region.reason)
      $0.field("score", region.score)
      $0.field("variance", region.variance.edges)
    }
  }

  private mutating func evidence(_ evidence: Evidence) {
    object {
      $0.field("flags", evidence.flags)
      $0.field("model", evidence.model)
      if let hash = evidence.promptHash { $0.field("promptHash", hash) }
      if let reason = evidence.reason { $0.field("reason", reason) }
      if let quality = evidence.spatialQuality { $0.field("spatialQuality", quality) }
      if let support = evidence.support {
        $0.key("support")
        $0.object {
          $0.field("found", support.found)
          $0.field("total", support.total)
        }
      }
      if let quality = evidence.textQuality { $0.field("textQuality", quality) }
      $0.key("wordIDs")
      $0.list(evidence.wordIDs) { $0.append($1.description) }
    }
  }

  // MARK: JSON

  private mutating func object(_ fields: (inout PageJSON) -> Void) {
    append("{")
    fields(&self)
    append("}")
  }

  private mutating func key(_ name: String) {
    append(text.last == UInt8(ascii: "{") ? "\"" : ",\"")
    append(name)
    append("\":")
  }

  private mutating func list<Element>(
    _ elements: [Element], _ write: (inout PageJSON, Element) -> Void
  ) {
    append("[")
    for (index, element) in elements.enumerated() {
      if index > 0 { append(",") }
      write(&self, element)
    }
    append("]")
  }

  private mutating func field(_ name: String, _ value: Int) {
    key(name)
    append(value.description)
  }

  private mutating func field(_ name: String, _ value: Bool) {
    key(name)
    append(value.description)
  }

  private mutating func field(_ name: String, _ value: Double) {
    key(name)
    number(value)
  }

  private mutating func field(_ name: String, _ values: [Double]) {
    key(name)
    list(values) { $0.number($1) }
  }

  private mutating func field(_ name: String, _ value: String) {
    key(name)
    string(value)
  }

  private mutating func field(_ name: String, _ values: [String]) {
    key(name)
    list(values) { $0.string($1) }
  }

  private mutating func number(_ value: Double) {
    if !value.isFinite { notFinite = notFinite ?? value }
    append(value.description)
  }

  private mutating func append(_ part: String) { text.append(contentsOf: part.utf8) }

  private mutating func string(_ value: String) {
    append("\"")
    for byte in value.utf8 {
      switch byte {
      case UInt8(ascii: "\""): append("\\\"")
      case UInt8(ascii: "\\"): append("\\\\")
      case 0..<0x20:
        let digits = String(byte, radix: 16)
        append("\\u" + String(repeating: "0", count: 4 - digits.count) + digits)
      default: text.append(byte)
      }
    }
    append("\"")
  }
}
