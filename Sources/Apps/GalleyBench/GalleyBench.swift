import ArgumentParser

/// Measures Galley against its peers; each figure is a ratio from one run, side by side.
@main
struct GalleyBench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "GalleyBench",
    abstract: "Measure Galley side by side with its peers.",
    discussion: """
      swift run -c release GalleyBench label
      swift run -c release GalleyBench requests
      swift run -c release GalleyBench loading labels/annotations.json

      Run it on a quiet machine. Each pair is measured in turn, A B A B; the ratio is the median \
      over the pairs.
      """,
    subcommands: [
      LabelBenchmark.self, RequestsBenchmark.self, LoadingBenchmark.self, InferenceLoop.self,
      TensorsCommand.self, StudentCommand.self, ONNXCommand.self, LearningBenchmark.self,
      AuditBenchmark.self, GateCommand.self,
    ])
}
