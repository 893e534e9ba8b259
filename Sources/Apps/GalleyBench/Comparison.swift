import Foundation

/// Two things measured in turn, A B A B …, and the ratio of each pair.
struct Comparison {
  var name: String
  /// What the ratio is asked to be, such as `>= 0.9`.
  var goal: Goal
  var ratios: [Double]
  var detail: String

  enum Goal {
    case atLeast(Double)
    case atMost(Double)
  }

  /// Median over the pairs.
  var ratio: Double {
    let sorted = ratios.sorted()
    guard !sorted.isEmpty else { return .nan }
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }

  var isMet: Bool {
    switch goal {
    case .atLeast(let bound): ratio >= bound
    case .atMost(let bound): ratio <= bound
    }
  }

  /// One line: the ratio with its range, the goal, and what was compared.
  var line: String {
    let range = "\(Self.number(ratios.min() ?? .nan))–\(Self.number(ratios.max() ?? .nan))"
    let wanted =
      switch goal {
      case .atLeast(let bound): "≥ \(Self.number(bound))"
      case .atMost(let bound): "≤ \(Self.number(bound))"
      }
    return "\(isMet ? "met   " : "MISSED") \(name): \(Self.number(ratio)) (\(range)), wanted "
      + "\(wanted)\n       \(detail)"
  }

  static func number(_ value: Double) -> String { String(format: "%.2f", value) }
}
