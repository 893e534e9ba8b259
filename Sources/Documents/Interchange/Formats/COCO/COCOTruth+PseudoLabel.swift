import JSONReading
import Layout

extension COCOTruth.PseudoLabel {
  /// Reads what Galley's own export says of a box; `nil` where it tells no variance.
  init?(from cursor: inout JSONCursor) throws {
    var parts: [Double] = []
    var (decision, source): (Decision?, EstimateSource?)
    try cursor.object { cursor, key in
      if key.spells("variance"), cursor.peek() == UInt8(ascii: "[") {
        try cursor.list { parts.append(try $0.finiteNumber("galley.variance")) }
      } else if key.spells("provenance"), cursor.peek() == UInt8(ascii: "{") {
        try cursor.object { cursor, key in
          if key.spells("decision") {
            decision = try Self.word("decision", &cursor)
          } else if key.spells("source") {
            source = try Self.word("source", &cursor)
          } else {
            try cursor.skip()
          }
        }
      } else {
        try cursor.skip()
      }
    }
    guard !parts.isEmpty else { return nil }
    guard parts.count == 4, parts.allSatisfy({ $0 >= 0 }) else {
      throw ImportFault(
        reason: "its galley.variance is not four numbers from 0 on: export it again")
    }
    self.init(
      variance: BoxVariance { parts[$0.rawValue] },
      decision: decision, source: source)
  }

  private static func word<Word: RawRepresentable<String> & CaseIterable>(
    _ key: String, _ cursor: inout JSONCursor
  ) throws -> Word? {
    guard let text = try cursor.textIfAny() else { return nil }
    if let word = Word(rawValue: text) { return word }
    throw ImportFault(
      reason: "its galley.provenance.\(key) '\(text.shortened)' is none of "
        + Word.allCases.map(\.rawValue).joined(separator: ", "))
  }
}
