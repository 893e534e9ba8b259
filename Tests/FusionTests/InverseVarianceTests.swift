import Fusion
import GalleyTesting
import Testing

@Suite("Inverse variance")
struct InverseVarianceTests {
  let teacher = ScalarEstimate(mean: 100, variance: 4)
  let text = ScalarEstimate(mean: 110, variance: 16)

  @Test(
    "weighs two sources by their precision and correlation",
    arguments: [
      (0, false, 0.8, 102, 3.2, 1e-12), (0.3, false, 0.894737, 101.052632, 3.831579, 1e-6),
      (0.5, false, 1, 100, 4, 1e-12), (0.8, true, 1.333333, 96.666667, 3.2, 1e-6),
      (0.8, false, 1, 100, 4, 1e-12),
    ] as [(Double, Bool, Double, Double, Double, Double)])
  func twoSources(
    correlation: Double, extrapolates: Bool, weight: Double, mean: Double, variance: Double,
    tolerance: Double
  ) throws {
    let fused = try #require(
      InverseVariance.combine(
        [teacher, text], correlation: correlation, extrapolates: extrapolates))
    #expect(near(fused.weights[0], weight, tolerance))
    #expect(near(fused.weights.reduce(0, +), 1, 1e-12))
    #expect(near(fused.mean, mean, tolerance))
    #expect(near(fused.variance, variance, tolerance))
  }

  @Test func `predicts the variance that is observed, which averaging does not reach`() throws {
    var random = SeededGenerator(seed: 1)
    let draws = 200_000
    let weight = try #require(InverseVariance.combine([teacher, text])).weights[0]
    var weighted = (sum: 0.0, squares: 0.0)
    var averaged = (sum: 0.0, squares: 0.0)
    for _ in 0..<draws {
      let (a, b) = (random.normal(2), random.normal(4))
      let w = weight * a + (1 - weight) * b
      let m = (a + b) / 2
      weighted = (weighted.sum + w, weighted.squares + w * w)
      averaged = (averaged.sum + m, averaged.squares + m * m)
    }
    func variance(_ moments: (sum: Double, squares: Double)) -> Double {
      let mean = moments.sum / Double(draws)
      return moments.squares / Double(draws) - mean * mean
    }
    #expect(near(variance(weighted), 3.2, 0.032))
    #expect(near(variance(averaged), 5.0, 0.05))
  }

  @Test(arguments: [1e300, Double.infinity])
  func `a source that knows nothing leaves the other as it is`(variance: Double) throws {
    let ignorant = ScalarEstimate(mean: 110, variance: variance)
    let fused = try #require(InverseVariance.combine([teacher, ignorant]))
    #expect(fused.mean == 100)
    #expect(fused.variance == 4)
  }

  @Test func `a source that knows all but exactly decides`() throws {
    for variance in [1e-12, Double.leastNonzeroMagnitude] {
      let certain = ScalarEstimate(mean: 100, variance: variance)
      let fused = try #require(InverseVariance.combine([certain, text]))
      #expect(near(fused.mean, 100, 1e-9))
      #expect(fused.variance <= variance)
    }
  }

  @Test func `equal variances give the midpoint, and no knowledge at all nothing`() throws {
    let equal = ScalarEstimate(mean: 110, variance: 4)
    #expect(try #require(InverseVariance.combine([teacher, equal])).mean == 105)
    let unknown = ScalarEstimate(mean: 1, variance: .infinity)
    #expect(InverseVariance.combine([unknown, unknown]) == nil)
    #expect(InverseVariance.combine([]) == nil)
  }

  @Test func `precisions of several identical sources add`() throws {
    for count in 1...5 {
      let sources = Array(repeating: teacher, count: count)
      let fused = try #require(InverseVariance.combine(sources))
      #expect(near(fused.variance, 4 / Double(count)))
      #expect(near(fused.mean, 100))
    }
  }

  @Test(arguments: [0, 0.3, 0.6])
  func `is invariant as a location estimate must be`(correlation: Double) throws {
    var random = SeededGenerator(seed: 2)
    for _ in 0..<500 {
      let sources = (0..<3).map { _ in
        ScalarEstimate(mean: random.uniform(0, 1000), variance: random.uniform(0.1, 50))
      }
      func fuse(_ estimates: [ScalarEstimate]) throws -> WeightedMean {
        try #require(InverseVariance.combine(estimates, correlation: correlation))
      }
      let fused = try fuse(sources)
      let means = sources.map(\.mean)
      #expect((means.min() ?? 0)...(means.max() ?? 0) ~= fused.mean)
      #expect(fused.variance <= (sources.map(\.variance).min() ?? 0) + 1e-12)
      #expect(near(try fuse(sources.reversed()).mean, fused.mean, 1e-9))
      let moved = sources.map { ScalarEstimate(mean: $0.mean + 7, variance: $0.variance) }
      #expect(near(try fuse(moved).mean, fused.mean + 7, 1e-9))
      let scaled = sources.map { ScalarEstimate(mean: $0.mean * 3, variance: $0.variance * 9) }
      #expect(near(try fuse(scaled).mean, fused.mean * 3, 1e-8))
      #expect(near(try fuse(scaled).variance, fused.variance * 9, 1e-8))
      let surer = sources.map { ScalarEstimate(mean: $0.mean, variance: $0.variance / 5) }
      #expect(near(try fuse(surer).mean, fused.mean, 1e-9))
    }
  }

  @Test func `correlation within a group of sources keeps it from outvoting another`() throws {
    let twins = [text, text, text]
    let independent = try #require(InverseVariance.combine(twins))
    let correlated = try #require(InverseVariance.combine(twins, correlation: 0.5))
    #expect(near(independent.variance, 16.0 / 3))
    // Mean of M equicorrelated errors: v(1 + (M−1)ρ)/M.
    #expect(near(correlated.variance, 16 * (1 + 2 * 0.5) / 3))
  }
}
