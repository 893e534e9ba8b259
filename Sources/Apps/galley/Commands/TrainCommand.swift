import ArgumentParser
import Foundation
import Installation
import Layout
import MethodCatalogue
import Settings
import Student
import Training

/// `galley train`: a student from labelled pages.
struct TrainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Train a student detector on labelled pages.",
    discussion: """
      Training starts from a detector: the best that is installed for the classes, or the one that \
      --start names. A fifth of the documents is measured on and not learnt from. The run's folder \
      gets the configuration with all values, checkpoints, the best model so far, metrics.jsonl, \
      TensorBoard events and report.html; 'galley label --teacher runs/mine' labels with it.

        galley train --labelled pages/ --output runs/mine
        galley train --labelled pages/ --pseudo papers.galley --start picodet-cdla \\
          --output runs/more
        galley train --config docs/examples/train-tiny.yaml --output runs/few \\
          --set data.pages=20 --set seed=1
        galley train --output runs/mine --resume

      docs/training.md lists all keys of a configuration file; --set changes one of them.

      Exit codes: 0 done, 1 training diverged, 64 a wrong key, value or label file, 69 libtorch is \
      missing or another process of the job has gone, 74 the folder cannot be used, 130 stopped (go on with --resume).
      """)

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "COCO files, folders with an annotations.json, or projects that people labelled.",
      valueName: "path"))
  var labelled: [String] = []

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("The same, for labels that nobody checked.", valueName: "path"))
  var pseudo: [String] = []

  @Option(
    help: ArgumentHelp(
      "Detector to start from (picodet-cdla, yolov8n-doclaynet, a model card), or a run.",
      valueName: "model"))
  var start: String?

  @Option(
    help: ArgumentHelp(
      "'nothing': a new, tiny student without any knowledge.", valueName: "nothing"))
  var from: String?

  @Option(
    help: ArgumentHelp(
      "YAML file with what to train on, and how (with --resume: the run's own).",
      valueName: "file"))
  var config: String?

  @Option(name: .shortAndLong, help: ArgumentHelp("Folder of the run.", valueName: "dir"))
  var output: String

  @Option(help: ArgumentHelp("Set a key, such as data.pages=20.", valueName: "key=value"))
  var set: [String] = []

  @Flag(help: "Go on from the run's last checkpoint.")
  var resume = false

  func validate() throws {
    if config == nil, labelled.isEmpty, pseudo.isEmpty, !resume {
      throw ValidationError("--labelled is needed, or --config, or --resume.")
    }
    if let from, from != "nothing" {
      throw ValidationError("--from is 'nothing'; --start names a detector or a run.")
    }
    if from != nil, start != nil {
      throw ValidationError("--from nothing and --start contradict one another.")
    }
  }

  func run() async throws {
    PatientThreads.ensure()
    try await reportingErrors {
      let folder = RunFolder(output)
      let isGiven = config != nil || !labelled.isEmpty || !pseudo.isEmpty
      try folder.check(resuming: resume, isConfigured: isGiven)
      let configuration = try configuration(folder, isGiven: isGiven)
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

  /// The file's keys, or those of the run that goes on, with what the command line says on top.
  private func configuration(
    _ folder: RunFolder, isGiven: Bool
  ) throws -> TrainingConfiguration {
    var settings: [String] = []
    if !labelled.isEmpty { settings.append("data.labelled=\(YAMLText.list(labelled))") }
    if !pseudo.isEmpty { settings.append("data.pseudo=\(YAMLText.list(pseudo))") }
    if from != nil { settings.append("student=swiftformer-tiny") }
    if let start {
      // A run or a model file is a start; else it is a detector's name or card.
      let isModel = (try? StudentCard(ofModelAt: start)) != nil
      settings.append("\(isModel ? "start" : "student")=\(YAMLText.quoted(start))")
    }
    settings += set
    guard config != nil || !isGiven else {
      return try TrainingConfiguration(
        settings: settings, methods: MethodCatalogue.all, installation: .find())
    }
    return try TrainingConfiguration(
      contentsOf: URL(fileURLWithPath: config ?? folder.configuration), settings: settings,
      methods: MethodCatalogue.all, installation: .find())
  }
}
