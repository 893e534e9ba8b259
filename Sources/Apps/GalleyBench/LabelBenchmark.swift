import ArgumentParser
import Foundation

/// `GalleyBench label`: the batch job against the tools it stands on.
struct LabelBenchmark: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "label", abstract: "The batch job against the tools that it stands on.")

  @Option(help: "The galley program to measure.")
  var galley = ".build/release/galley"

  @Option(help: "The teacher to look with.")
  var teacher = "picodet-cdla"

  @Option(help: "Pairs a figure.")
  var pairs = 5

  @Option(help: "Pages of the long run, of which memory is compared with a tenth of them.")
  var pages = 500

  func run() async throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "galley-bench-\(ProcessInfo.processInfo.processIdentifier)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let bench = try BenchmarkInputs(folder: folder, galley: galley, teacher: teacher)
    var missed = 0
    let figures: [(BenchmarkInputs, Int) throws -> [Comparison]] = [
      { try [LabelFigures.startUp($0, pairs: $1)] },
      { try LabelFigures.inference($0, pairs: $1) },
      { try LabelFigures.recognition($0, pairs: $1) },
      { try LabelFigures.textLayer($0, pairs: $1) },
      { bench, _ in try [LabelFigures.memory(bench, pages: pages)] },
    ]
    for figure in figures {
      for comparison in try figure(bench, pairs) {
        print(comparison.line)
        fflush(nil)
        if !comparison.isMet { missed += 1 }
      }
    }
    if missed > 0 {
      print("\(missed) missed")
      throw ExitCode(1)
    }
  }
}
