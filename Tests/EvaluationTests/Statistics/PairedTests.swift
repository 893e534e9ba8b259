import Evaluation
import GalleyTesting
import Testing

@Suite("Tests of paired differences")
struct PairedTests {
  @Test(
    "t of the mean difference",
    arguments: [
      ([0.8, 1.0, 0.9], 15.588, 0.00409), ([0.2, 0.8, 0.8], 3.000, 0.0955),
      ([-0.2, -0.8, -0.8], -3.000, 0.0955), ([1, -1], 0, 1), ([0, 0, 0], 0, 1),
      ([0.5, 0.5], .infinity, 0),
    ] as [([Double], Double, Double)])
  func tTest(differences: [Double], t: Double, p: Double) throws {
    let test = try PairedTTest(differences)
    #expect(test.statistic == t || near(test.statistic, t, 5e-4))
    #expect(near(test.p, p, 5e-5) && test.degrees == differences.count - 1)
  }

  @Test(
    "Two one-sided tests against a margin",
    arguments: [
      ([-0.1, 0.2, 0], 0.5, 0.0131, 0.0170), ([0.1, -0.2, 0], 0.5, 0.0170, 0.0131),
      ([0.5, 0.5, 0.5], 0.5, 0, 0.5), ([0.1, 0.1], 0.5, 0, 0), ([2, 2], 0.5, 0, 1),
    ] as [([Double], Double, Double, Double)])
  func equivalence(
    differences: [Double], margin: Double, lower: Double, upper: Double
  ) throws {
    let test = EquivalenceTest(try PairedTTest(differences), margin: margin)
    #expect(near(test.lower, lower, 5e-5) && near(test.upper, upper, 5e-5))
    #expect(test.p == max(test.lower, test.upper))
  }

  @Test("One pair is too few", arguments: [0, 1])
  func tooFew(count: Int) {
    let error = #expect(throws: StatisticsError.self) {
      try PairedTTest([Double](repeating: 1, count: count))
    }
    #expect(error == .tooFewPairs(count))
    #expect(error?.description.contains("a file for each seed") == true)
  }

  @Test(
    "Holm's correction grows with the rank and never beyond 1",
    arguments: [
      ([], []), ([0.03], [0.03]), ([0.01, 0.04, 0.03], [0.03, 0.06, 0.06]),
      ([0.04, 0.01], [0.04, 0.02]), ([0.6, 0.7], [1, 1]), ([0.02, 0.02, 0.5], [0.06, 0.06, 0.5]),
    ] as [([Double], [Double])])
  func holm(values: [Double], adjusted: [Double]) {
    #expect(near(HolmCorrection.adjusted(values), adjusted, 1e-12))
  }

  @Test("A bootstrap's interval is of percentiles, its p of the rarer side")
  func interval() throws {
    let drawn = (1...1000).map { Double($0) - 20.5 } + [.nan]
    let interval = try #require(BootstrapInterval(drawn.reversed()))
    #expect(near(interval.low, 5.475, 1e-9) && near(interval.high, 954.525, 1e-9))
    #expect(near(interval.p, 2 * 21.0 / 1001) && interval.draws == 1000)
    #expect(BootstrapInterval([0, 0, 0])?.p == 1)
    #expect(BootstrapInterval([.nan]) == nil && BootstrapInterval([]) == nil)
  }
}
