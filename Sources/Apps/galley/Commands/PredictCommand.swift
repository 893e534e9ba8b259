import ArgumentParser
import Foundation
import Interchange
import Labelling
import Layout
import PageImages
import Student

/// `galley predict`: what a trained student sees on pages.
struct PredictCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "predict",
    abstract: "Find regions on pages with a trained student.",
    discussion: """
      Writes a COCO data set whose annotations have scores and variances; with --match-truth a list \
      of scored boxes (COCO results) with the ids of that file, to be scored by 'galley evaluate'.

        galley predict --model runs/tiny papers/ --output found.json
        galley predict --model runs/tiny pages/ --match-truth annotations.json \\
          --output results.json

      Exit codes: 0 all pages done, 3 some failed, 64 wrong usage or a file that is no model, 69 \
      libtorch is missing, 74 the output cannot be written.
      """)

  @Option(help: ArgumentHelp("Folder of a run, or a model file of it.", valueName: "path"))
  var model: String

  @Argument(
    help: ArgumentHelp(
      "PDF, image, folder or pattern; FILE.pdf:3-7,9 for some of its pages.", valueName: "input"))
  var inputs: [String]

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("File to write (default: standard output).", valueName: "file"))
  var output: String?

  @Option(
    help: ArgumentHelp(
      "COCO file whose image and category ids are taken over, by file and class name.",
      valueName: "file"))
  var matchTruth: String?

  @Option(
    help: ArgumentHelp(
      "Least score (default: 0.05; with --match-truth 0.001).", valueName: "score"))
  var minimumScore: Double?

  @Option(help: ArgumentHelp("Pixels per inch at which PDF pages are drawn.", valueName: "n"))
  var dpi = 150.0

  @Option(
    help: ArgumentHelp(
      "Pages that are looked at together (default: processor cores).", valueName: "n"))
  var threads: Int?

  func validate() throws {
    guard (20...1200).contains(dpi) else {
      throw ValidationError("--dpi must lie between 20 and 1200.")
    }
    if let minimumScore, !(0...1).contains(minimumScore) {
      throw ValidationError("--minimum-score must lie between 0 and 1.")
    }
    if let threads, threads < 1 { throw ValidationError("--threads must be at least 1.") }
  }

  func run() async throws {
    PatientThreads.ensure()
    try await reportingErrors {
      let files = try InputExpansion(inputs) { [] }.files
      let truth = try matchTruth.map { try COCOTruth(contentsOf: URL(fileURLWithPath: $0)) }
      var settings = DecodingSettings()
      settings.minimumScore = minimumScore ?? (truth == nil ? 0.05 : 0.001)
      let predicting = try PagePrediction(
        model: model, settings: settings, dpi: dpi,
        threads: threads ?? ProcessInfo.processInfo.activeProcessorCount,
        installation: .find())
      let exporter = try COCOExporter(
        taxonomy: predicting.taxonomy,
        options: COCOOptions(
          source: .teacher, form: truth == nil ? .dataset : .results, truth: truth),
        output: output.map { URL(fileURLWithPath: $0) })
      var (done, failed) = (0, 0)
      var counter = PageCounter(files: files.count)
      for await outcome in predicting.pages(of: files) {
        switch outcome.page {
        case .success(let page):
          try exporter.append(page)
          done += 1
          counter.count(file: outcome.file)
        case .failure(let error):
          Console.error("failed: \(error)")
          failed += 1
        }
      }
      counter.finish()
      try exporter.finish()
      if exporter.unmatchedPages > 0 {
        Console.error(
          "\(exporter.unmatchedPages) pages are not in \(matchTruth ?? "") and left out")
      }
      Console.error("\(exporter.annotationCount) regions on \(done) pages")
      if failed > 0 { throw ExitStatus.somePagesFailed }
    }
  }
}
