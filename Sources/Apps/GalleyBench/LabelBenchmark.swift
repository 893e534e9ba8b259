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

  @Option(help: "Only this figure: start, inference, reading, text-layer or memory.")
  var only: String?

  func run() async throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "galley-bench-\(ProcessInfo.processInfo.processIdentifier)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let bench = try BenchmarkInputs(folder: folder, galley: galley, teacher: teacher)
    var missed = 0
    let figures: KeyValuePairs<String, () throws -> [Comparison]> = [
      "start": { try [LabelFigures.startUp(bench, pairs: pairs)] },
      "inference": { try LabelFigures.inference(bench, pairs: pairs) },
      "reading": { try LabelFigures.recognition(bench, pairs: pairs) },
      "text-layer": { try LabelFigures.textLayer(bench, pairs: pairs) },
      "memory": { try [LabelFigures.memory(bench, pages: pages)] },
    ]
    guard only == nil || figures.contains(where: { $0.key == only }) else {
      let known = figures.map(\.key).joined(separator: ", ")
      throw ValidationError("there is no figure '\(only ?? "")': it is one of \(known)")
    }
    for (name, figure) in figures where only == nil || only == name {
      for comparison in try figure() {
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
