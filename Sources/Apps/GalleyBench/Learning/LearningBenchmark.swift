import ArgumentParser
import Foundation
import Layout
import Student
import Tensors

/// `GalleyBench learning`: what a tiny student learns from drawn pages, and what its variances tell.
struct LearningBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "learning",
    abstract: "Train tiny students on drawn pages; check what they find and what they say of it.")

  @Option(help: "Students of each kind.")
  var seeds = 3

  @Option(help: "Steps of each.")
  var steps = 400

  @Option(help: "Processor threads.")
  var threads = ProcessInfo.processInfo.activeProcessorCount

  func run() throws {
    try Torch.setThreads(threads)
    var whole: [DrawnTraining.Outcome] = []
    var withoutDistribution: [DrawnTraining.Outcome] = []
    var cellCentres: [DrawnTraining.Outcome] = []
    for seed in 0..<UInt64(seeds) {
      let plain = DrawnTraining(steps: steps, seed: seed)
      var (overlapOnly, hard) = (plain, plain)
      overlapOnly.loss.distribution = 0
      hard.assignsCellCentres = true
      whole.append(try trained(plain, "seed \(seed)"))
      withoutDistribution.append(
        try trained(overlapOnly, "seed \(seed), without distribution focal loss"))
      cellCentres.append(try trained(hard, "seed \(seed), with cell-centre assignment"))
    }
    let jittered = try trained(
      DrawnTraining(steps: steps, seed: 0, leftJitter: 6), "seed 0, with left edges off")
    let figures = [
      Comparison(
        name: "AP50 held out", goal: .atLeast(0.7), ratios: whole.map(\.precision50),
        detail: "AP \(whole.map { Comparison.number($0.precision) }.joined(separator: ", "))"),
      Comparison(
        name: "loss", goal: .atMost(0.4), ratios: whole.map(\.lossRatio),
        detail: "mean of the last 20 steps over that of step 20"),
      Comparison(
        name: "without distribution focal loss", goal: .atMost(0.02),
        ratios: zip(withoutDistribution, whole).map { $0.precision - $1.precision },
        detail: "AP beyond that with it"),
      Comparison(
        name: "cell-centre assignment", goal: .atMost(0.02),
        ratios: zip(cellCentres, whole).map { $0.precision - $1.precision },
        detail: "AP beyond that of task-aligned assignment"),
      Comparison(
        name: "variance and error", goal: .atLeast(0.3),
        ratios: whole.map { VarianceFigures($0.edges).rankCorrelation },
        detail: "rank correlation of squared errors with stated variances, held out"),
      Comparison(
        name: "left edges off by 6 px", goal: .atLeast(2),
        ratios: [VarianceFigures(jittered.edges).leftOverRight],
        detail: "median stated variance of left edges over that of right ones"),
    ]
    for figure in figures { print(figure.line) }
    let scales = whole.map { VarianceFigures($0.edges).calibratedRatio }
    let isCalibrated = scales.allSatisfy { (0.5...2).contains($0) }
    print(
      "\(isCalibrated ? "met   " : "MISSED") squared error over variance after one temperature: "
        + scales.map(Comparison.number).joined(separator: ", ") + ", wanted 0.5 to 2")
    if !figures.allSatisfy(\.isMet) || !isCalibrated { throw ExitCode(1) }
  }

  /// Trains a student and prints its figures at once, for each takes minutes.
  private func trained(_ training: DrawnTraining, _ name: String) throws -> DrawnTraining.Outcome {
    let outcome = try training.run()
    let figures = [outcome.precision50, outcome.precision].map(Comparison.number)
    print("\(name): AP50 \(figures[0]), AP \(figures[1])")
    fflush(nil)
    return outcome
  }
}
