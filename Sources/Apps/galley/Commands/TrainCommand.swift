import ArgumentParser
import Foundation
import Layout
import MethodCatalogue
import Training

/// `galley train`: a student from labelled pages.
struct TrainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Train a student detector on labelled pages.",
    discussion: """
      The configuration is a YAML file; docs/training.md lists its keys. --set changes single keys. \
      The run's folder gets the configuration with all values, checkpoints, the best model so far, \
      metrics.jsonl, TensorBoard events and report.html.

        galley train --config docs/examples/train-tiny.yaml --output runs/tiny
        galley train --config docs/examples/train-tiny.yaml --output runs/few \\
          --set data.pages=20 --set seed=1
        galley train --output runs/tiny --resume

      Exit codes: 0 done, 1 training diverged, 64 a wrong key, value or label file, 69 libtorch is \
      missing or another process of the job has gone, 74 the folder cannot be used, 130 stopped (go on with --resume).
      """)

  @Option(
    help: ArgumentHelp(
      "What to train on, and how (with --resume: the run's own).", valueName: "file"))
  var config: String?

  @Option(name: .shortAndLong, help: ArgumentHelp("Folder of the run.", valueName: "dir"))
  var output: String

  @Option(help: ArgumentHelp("Set a key, such as data.pages=20.", valueName: "key=value"))
  var set: [String] = []

  @Flag(help: "Go on from the run's last checkpoint.")
  var resume = false

  func validate() throws {
    if config == nil, !resume { throw ValidationError("--config is needed, or --resume.") }
  }

  func run() async throws {
    PatientThreads.ensure()
    try await reportingErrors {
      let folder = RunFolder(output)
      try folder.check(resuming: resume, isConfigured: config != nil)
      let configuration = try TrainingConfiguration(
        contentsOf: URL(fileURLWithPath: config ?? folder.configuration), settings: set,
        methods: MethodCatalogue.all)
      let display = TrainingDisplay(steps: configuration.steps)
      let run = TrainingRun(
        configuration, taxonomy: try Taxonomy.named(configuration.taxonomy), folder: folder,
        report: display.show)
      let task = Task { try await run.run(resuming: resume) }
      let interrupts = Interrupts { _ in
        task.cancel()
        Console.error("stopping after this step; press Ctrl-C again to stop at once")
      }
      defer { withExtendedLifetime(interrupts) {} }
      let summary: TrainingSummary
      do {
        defer { display.finish() }
        summary = try await task.value
      }
      print(display.summary(summary, folder: folder))
      if summary.wasStopped { throw ExitStatus.interrupted }
    }
  }
}
