/// A share with its 95 % interval.
public struct Proportion: Hashable, Sendable {
  /// How many were right.
  public var right: Int
  /// Of how many.
  public var seen: Int

  /// Makes a share.
  public init(right: Int, seen: Int) {
    self.right = right
    self.seen = seen
  }

  /// Wilson's interval, which is honest for few and for extreme counts (Wilson 1927).
  public var interval: ClosedRange<Double> {
    guard seen > 0 else { return 0...1 }
    let (z, count) = (1.959964, Double(seen))
    let share = Double(right) / count
    let middle = (share + z * z / (2 * count)) / (1 + z * z / count)
    let reach =
      z / (1 + z * z / count)
      * (share * (1 - share) / count + z * z / (4 * count * count)).squareRoot()
    return max(0, middle - reach)...min(1, middle + reach)
  }
}
