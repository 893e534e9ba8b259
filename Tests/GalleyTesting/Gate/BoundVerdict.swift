import Foundation

/// Puts a bound to the test: does it hold, does it fall as risks converge, and does it say anything.
public struct BoundVerdict: Sendable {
  /// Outcomes by number of pages, ascending.
  public let outcomes: [(pages: Int, outcomes: [BoundTrial.Outcome])]
  /// Risk of the best that needs no gate.
  public let constantRisk: Double

  /// Makes a verdict.
  public init(
    _ outcomes: [(pages: Int, outcomes: [BoundTrial.Outcome])], constantRisk: Double
  ) {
    self.outcomes = outcomes
    self.constantRisk = constantRisk
  }

  /// The same outcomes under another bound.
  public func replacing(bound: (BoundTrial.Outcome) -> Double) -> BoundVerdict {
    BoundVerdict(
      outcomes.map { row in
        (
          row.pages,
          row.outcomes.map {
            var outcome = $0
            outcome.bound = bound($0)
            return outcome
          }
        )
      }, constantRisk: constantRisk)
  }

  /// Share of the outcomes whose true risk is within the bound.
  public static func coverage(_ outcomes: [BoundTrial.Outcome]) -> Double {
    Double(outcomes.count { $0.truth <= $0.bound }) / Double(max(1, outcomes.count))
  }

  /// Share over all numbers of pages.
  public var coverage: Double { Self.coverage(outcomes.flatMap(\.outcomes)) }
  /// The least of any number of pages.
  public var leastCoverage: Double {
    outcomes.map { Self.coverage($0.outcomes) }.min() ?? 0
  }

  /// Slope of the logarithm of mean(bound − R̂) on that of the number of pages.
  public var boundSlope: Double { slope { $0.bound - $0.empirical } }
  /// The same of mean |R − R̂|.
  public var gapSlope: Double { slope { abs($0.truth - $0.empirical) } }

  /// Mean of a figure at a number of pages.
  public func mean(
    at pages: Int, of figure: (BoundTrial.Outcome) -> Double
  ) -> Double? {
    outcomes.first { $0.pages == pages }.map { row in
      row.outcomes.reduce(0) { $0 + figure($1) } / Double(max(1, row.outcomes.count))
    }
  }

  /// Whether the bound holds as often as it says.
  public func holds(failure: Double = 0.05) -> Bool { leastCoverage >= 1 - failure }

  private func slope(_ figure: (BoundTrial.Outcome) -> Double) -> Double {
    let points = outcomes.map { row in
      (
        x: log(Double(row.pages)),
        y: log(row.outcomes.reduce(0) { $0 + figure($1) } / Double(max(1, row.outcomes.count)))
      )
    }
    let count = Double(max(1, points.count))
    let x = points.reduce(0) { $0 + $1.x } / count
    let y = points.reduce(0) { $0 + $1.y } / count
    let products = points.reduce(0) { $0 + ($1.x - x) * ($1.y - y) }
    return products / points.reduce(0) { $0 + ($1.x - x) * ($1.x - x) }
  }
}
