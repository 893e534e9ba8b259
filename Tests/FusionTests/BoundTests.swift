import Fusion
import GalleyTesting
import Testing

/// At full size in `GalleyBench gate bound`.
@Suite("Certificates on simulated pages")
struct BoundTests {
  @Test func `hold, converge, and would be found out if they were none`() throws {
    let trial = BoundTrial(freshPages: 8000)
    #expect(near(trial.riskOfHalf, 0.108, 0.004))
    let verdict = BoundVerdict(
      try [250, 1000].map { pages in
        (pages, try (0..<20).map { try trial.outcome(pages: pages, seed: UInt64(pages + $0)) })
      }, constantRisk: trial.riskOfHalf)
    #expect(verdict.holds())
    #expect(near(verdict.boundSlope, -0.5, 0.1))
    #expect(near(try #require(verdict.mean(at: 250, of: \.bound)), 0.184, 0.006))
    #expect(near(try #require(verdict.mean(at: 1000, of: \.bound)), 0.122, 0.004))
    let naive = verdict.replacing(bound: \.empirical)
    #expect(!naive.holds())
  }
}
