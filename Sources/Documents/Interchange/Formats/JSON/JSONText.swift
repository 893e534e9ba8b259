import Foundation

/// JSON with a fixed key order and short decimals.
enum JSON {
  static func text(_ value: some Encodable) throws(InterchangeError) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      return String(decoding: try encoder.encode(value), as: UTF8.self)
    } catch {
      throw .cannotWrite(file: "JSON", reason: "a value cannot be written: \(error)")
    }
  }

  /// A number with at most so many decimal places, written without a binary tail.
  ///
  /// What is not finite becomes 0: pages are checked before. Beyond ±10¹⁵, where a decimal of that
  /// many places would not be exact, it is that limit.
  static func rounded(_ value: Double, places: Int) -> Decimal {
    guard value.isFinite else { return 0 }
    let limit = 1e15
    return Decimal(string: min(max(value, -limit), limit).text(places: places)) ?? 0
  }
}
