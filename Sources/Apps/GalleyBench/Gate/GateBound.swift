import ArgumentParser
import Foundation
import GalleyTesting

/// `GalleyBench gate bound`: whether certificates hold, converge and say anything.
struct GateBound: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bound", abstract: "Issue bounds on simulated pages; compare with the true risk.")

  @Option(help: "Pages that the true risk is measured on.")
  var freshPages = 16_000

  func run() throws {
    let trial = BoundTrial(freshPages: freshPages)
    let sizes = [250, 500, 1000, 2000, 4000, 8000]
    let runs = sizes.flatMap { pages in
      (0..<(pages <= 1000 ? 100 : 20)).map { (pages: pages, seed: UInt64(pages * 1000 + $0)) }
    }
    let outcomes = try ConcurrentRuns.results(runs.count) { index in
      try trial.outcome(pages: runs[index].pages, seed: runs[index].seed)
    }
    let verdict = BoundVerdict(
      sizes.map { pages in
        (pages, runs.indices.filter { runs[$0].pages == pages }.map { outcomes[$0] })
      }, constantRisk: trial.riskOfHalf)
    if !report(verdict) { throw ExitCode(1) }
  }

  /// Prints the figures; whether all are as wanted.
  private func report(_ verdict: BoundVerdict) -> Bool {
    for row in verdict.outcomes {
      func mean(_ figure: (BoundTrial.Outcome) -> Double) -> String {
        String(format: "%.3f", verdict.mean(at: row.pages, of: figure) ?? .nan)
      }
      print(
        "\(row.pages) pages: bound \(mean(\.bound)), empirical \(mean(\.empirical)), true "
          + "\(mean(\.truth)), coverage \(BoundVerdict.coverage(row.outcomes))")
    }
    let naive = verdict.replacing(bound: \.empirical)
    let halfway = verdict.mean(at: 4000, of: \.bound) ?? .nan
    let checks = [
      EveryCheck("coverage", verdict.outcomes.map { BoundVerdict.coverage($0.outcomes) }, 0.95...1),
      EveryCheck("slope of bound - empirical", [verdict.boundSlope], -0.6...(-0.4)),
      EveryCheck("slope of |true - empirical|", [verdict.gapSlope], -0.6...(-0.4)),
      EveryCheck("bound at 4000 pages", [halfway], 0...min(0.108, verdict.constantRisk)),
      EveryCheck("coverage of the empirical risk itself", [naive.coverage], 0.35...0.75),
      EveryCheck("refusals of the empirical risk as a bound", [naive.holds() ? 0 : 1], 1...1),
    ]
    for check in checks { print(check.line) }
    return checks.allSatisfy(\.isMet)
  }
}
