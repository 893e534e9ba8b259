import Layout
import Testing

@Suite("Filter taps")
struct FilterTapsTests {
  @Test(
    "weigh samples whose weights sum to 1",
    arguments: [
      (100, 100, 1.0, 0.0), (50, 100, 0.5, 0), (37, 100, 0.37, 0.4), (200, 100, 2, -3),
      (80, 100, 0.6, 12.5), (10, 100, 0.5, 60),
    ])
  func sums(count: Int, source: Int, scale: Double, offset: Double) {
    let taps = FilterTaps(count: count, source: source, scale: scale, offset: offset)
    for position in taps.covered {
      let weights = taps.range(of: position).map { taps.weights[$0] }
      #expect(abs(weights.reduce(0, +) - 1) < 1e-5)
      #expect(taps.first[position] >= 0 && taps.first[position] + weights.count <= source)
      // Their centre is where the position came from, save at the edges.
      let centre = weights.enumerated().reduce(0.0) {
        $0 + Double($1.element) * (Double(taps.first[position] + $1.offset) + 0.5)
      }
      let expected = (Double(position) + 0.5 - offset) / scale
      if expected > 3, expected < Double(source) - 3 { #expect(abs(centre - expected) < 0.1) }
    }
  }

  @Test func `leave an unscaled line as it is`() {
    let taps = FilterTaps(count: 5, source: 5, scale: 1, offset: 0)
    #expect(taps.covered == 0..<5)
    for position in 0..<5 {
      let seen = taps.range(of: position).filter { taps.weights[$0] > 0 }
      #expect(seen.count == 1)
    }
  }
}
