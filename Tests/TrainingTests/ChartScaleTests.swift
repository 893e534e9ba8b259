import Testing
import Training

@Suite("Scale of a chart")
struct ChartScaleTests {
  @Test(
    "covers what there is with round numbers",
    arguments: [
      ([3.1, 2.2], [0, 1, 2, 3, 4]), ([0.0005], [0, 0.0002, 0.0004, 0.0006]),
      ([-1, 1], [-1, -0.5, 0, 0.5, 1]), ([0.0227], [0, 0.01, 0.02, 0.03]),
    ] as [([Double], [Double])])
  func ticks(values: [Double], ticks: [Double]) {
    let scale = ChartScale(values)
    #expect(scale.ticks.count == ticks.count)
    #expect(zip(scale.ticks, ticks).allSatisfy { abs($0 - $1) < 1e-9 }, "\(scale.ticks)")
    #expect(scale.low <= values.min() ?? 0 && scale.high >= values.max() ?? 0)
  }

  @Test(
    "is never empty, whatever comes",
    arguments: [[], [0], [0, 0], [1e-320], [1e300], [-2, -2]] as [[Double]])
  func extremes(values: [Double]) {
    let scale = ChartScale(values)
    #expect(scale.high > scale.low && scale.ticks.count < 20, "\(scale.ticks)")
  }

  @Test func `moves labels apart and keeps them above the lower end`() {
    #expect(ChartScale.spread([100, 99, 20], by: 10, upTo: 100) == [100, 90, 20])
    #expect(ChartScale.spread([10, 50], by: 10, upTo: 100) == [10, 50])
  }
}
