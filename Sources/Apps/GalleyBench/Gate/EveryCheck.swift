import Foundation

/// A figure that must lie in a range, every time it is measured.
struct EveryCheck {
  let name: String
  let values: [Double]
  let range: ClosedRange<Double>

  init(_ name: String, _ values: [Double], _ range: ClosedRange<Double>) {
    self.name = name
    self.values = values
    self.range = range
  }

  var isMet: Bool { !values.isEmpty && values.allSatisfy(range.contains) }

  /// One line: every value, and the range.
  var line: String {
    func number(_ value: Double) -> String { String(format: "%.3f", value) }
    return "\(isMet ? "met   " : "MISSED") \(name): "
      + values.map(number).joined(separator: ", ")
      + ", wanted \(number(range.lowerBound)) to \(number(range.upperBound))"
  }
}
