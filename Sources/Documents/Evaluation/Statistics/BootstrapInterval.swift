/// How far a difference moves when the pages are drawn anew.
public struct BootstrapInterval: Sendable, Hashable {
  /// Lower end, of 95 %.
  public let low: Double
  /// Upper end, of 95 %.
  public let high: Double
  /// Two-sided: twice the share of draws on the rarer side of 0, to which one is added, so that no
  /// number of draws shows a chance of nothing.
  public let p: Double
  /// Draws in which there was something to compare.
  public let draws: Int

  /// Sums up what was drawn; what is not finite is left out, and of nothing there is no interval.
  ///
  /// The ends are percentiles (Efron and Tibshirani, 1993, chapter 13).
  public init?(_ drawn: [Double]) {
    let values = drawn.filter(\.isFinite).sorted()
    guard !values.isEmpty else { return nil }
    low = Self.quantile(values, 0.025)
    high = Self.quantile(values, 0.975)
    let rarer = min(values.count { $0 <= 0 }, values.count { $0 >= 0 })
    p = min(1, 2 * Double(1 + rarer) / Double(1 + values.count))
    draws = values.count
  }

  /// Linear between the two nearest, as numpy's `quantile`.
  private static func quantile(_ sorted: [Double], _ share: Double) -> Double {
    let place = share * Double(sorted.count - 1)
    let below = Int(place)
    let above = min(below + 1, sorted.count - 1)
    return sorted[below] + (place - Double(below)) * (sorted[above] - sorted[below])
  }
}
