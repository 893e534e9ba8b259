/// Student's t distribution.
public struct StudentDistribution: Sendable, Hashable {
  /// Degrees of freedom, above 0.
  public var degrees: Double

  /// Makes a distribution.
  public init(degrees: Double) { self.degrees = degrees }

  /// Chance of a value of at most `t`.
  public func cumulative(_ t: Double) -> Double { t < 0 ? tail(t) : 1 - tail(t) }

  /// Chance of a value of at least `t`.
  public func upperTail(_ t: Double) -> Double { t < 0 ? 1 - tail(t) : tail(t) }

  /// Chance of a value at least as far from 0 as `t`, on either side.
  public func twoSided(_ t: Double) -> Double { min(1, 2 * tail(t)) }

  /// Chance of a value beyond `t` on its own side of 0.
  private func tail(_ t: Double) -> Double {
    guard t.isFinite else { return t.isNaN ? .nan : 0 }
    let square = t * t
    // Near 0 the share that t takes is small, and its complement would round it away.
    return square < degrees
      ? (1 - IncompleteBeta.regularised(square / (degrees + square), 0.5, degrees / 2)) / 2
      : IncompleteBeta.regularised(degrees / (degrees + square), degrees / 2, 0.5) / 2
  }
}
