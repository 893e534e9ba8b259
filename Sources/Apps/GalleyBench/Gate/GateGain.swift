import ArgumentParser
import Foundation
import GalleyTesting
import Tensors

/// `GalleyBench gate gain`: a gate against constant weights, where reliability varies and where not.
struct GateGain: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gain", abstract: "Train gates on simulated pairs; compare them with constants.")

  @Option(help: "Gates of each kind.")
  var seeds = 5

  func run() throws {
    // A gate is so small that two threads serve two gates better than one.
    try Torch.setThreads(1)
    let runs = (0..<2 * seeds).map { (seed: UInt64($0 / 2), varies: $0 % 2 == 0) }
    let outcomes = try ConcurrentRuns.results(runs.count) { index in
      try GateTrial().outcome(
        seed: runs[index].seed,
        reliability: runs[index].varies ? .varying : .constant(teacher: 3, text: 4))
    }
    func those(varying: Bool) -> [GateTrial.Outcome] {
      runs.indices.filter { runs[$0].varies == varying }.map { outcomes[$0] }
    }
    let (varying, constant) = (those(varying: true), those(varying: false))
    for (seed, outcome) in varying.enumerated() { print("seed \(seed): \(Self.line(outcome))") }
    for (seed, outcome) in constant.enumerated() {
      print("seed \(seed), constant reliability: \(Self.line(outcome))")
    }
    let control = constant.map { $0.gate / $0.baselines.globalVariance.error }
    let checks = [
      EveryCheck("gate / best constant", varying.map { $0.gate / $0.bestConstant }, 0...0.70),
      EveryCheck("gate / oracle", varying.map { $0.gate / $0.oracle }, 0...1.15),
      EveryCheck("correlation with the oracle's weights", varying.map(\.correlation), 0.9...1),
      EveryCheck("gate / inverse variance, constant reliability", control, 0.97...1.03),
    ]
    for check in checks { print(check.line) }
    if !checks.allSatisfy(\.isMet) { throw ExitCode(1) }
  }

  private static func line(_ outcome: GateTrial.Outcome) -> String {
    let baselines = outcome.baselines
    return [
      ("teacher", baselines.teacher), ("text", baselines.text), (".6", baselines.fixed),
      ("best constant", outcome.bestConstant),
      ("inverse variance", baselines.globalVariance.error), ("gate", outcome.gate),
      ("oracle", outcome.oracle),
    ].map { "\($0) \(Comparison.number($1))" }.joined(separator: ", ")
  }
}
