import Foundation

/// Round numbers along an axis.
package struct ChartScale {
  /// The least tick.
  package let low: Double
  /// The greatest tick.
  package let high: Double
  /// All ticks, upwards.
  package let ticks: [Double]

  /// Covers values with about four steps of 1, 2, 2.5 or 5 times a power of ten; from 0 if none is
  /// negative.
  package init(_ values: [Double]) {
    let least = min(0, values.min() ?? 0)
    let most = max(values.max() ?? 1, least + .leastNonzeroMagnitude)
    let rough = most > least && (most - least).isNormal ? (most - least) / 4 : 0.25
    let power = pow(10, rough == 0 ? 0 : log10(rough).rounded(.down))
    let step = ([1, 2, 2.5, 5, 10].first { $0 * power >= rough * 0.999 } ?? 10) * power
    let (first, last) = ((least / step).rounded(.down), max(1, (most / step).rounded(.up)))
    ticks = stride(from: first, through: last, by: 1).map { $0 * step }
    low = first * step
    high = last * step
  }

  /// A tick as text.
  static func label(_ value: Double) -> String { String(format: "%.4g", value) }

  /// Heights of labels moved apart so that none lies on another, in the order of `heights`.
  package static func spread(_ heights: [Double], by gap: Double, upTo bottom: Double) -> [Double] {
    var moved = heights
    var last = -Double.infinity
    for index in heights.indices.sorted(by: { heights[$0] < heights[$1] }) {
      moved[index] = max(heights[index], last + gap)
      last = moved[index]
    }
    // What was pushed over the lower end pushes the others up again.
    var next = bottom + gap
    for index in heights.indices.sorted(by: { moved[$0] > moved[$1] }) {
      moved[index] = min(moved[index], next - gap)
      next = moved[index]
    }
    return moved
  }
}
