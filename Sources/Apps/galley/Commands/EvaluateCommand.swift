import ArgumentParser
import Evaluation
import Foundation
import Interchange

/// `galley evaluate`: how well predicted boxes agree with labelled ones.
struct EvaluateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Score predicted boxes against labelled ones by the COCO metrics.",
    discussion: """
      Truth is a COCO data set; predictions are COCO results (a list of image_id, category_id, \
      bbox and score) or a COCO data set whose annotations have scores. The figures are those of \
      pycocotools.

        galley evaluate --truth annotations.json --predictions results.json
        galley evaluate --truth annotations.json --predictions results.json \\
          --report report.html

      Exit codes: 0 done, 64 wrong usage or a file that cannot be scored, 74 the report cannot be \
      written.
      """)

  @Option(help: ArgumentHelp("COCO file of labelled boxes.", valueName: "file"))
  var truth: String

  @Option(help: ArgumentHelp("COCO results, with the ids of the truth.", valueName: "file"))
  var predictions: String

  @Option(
    help: ArgumentHelp(
      "Also write an HTML page with precision-recall curves and a confusion matrix.",
      valueName: "file"))
  var report: String?

  @Option(
    help: ArgumentHelp("Report: least score in the confusion matrix.", valueName: "score"))
  var leastScore = 0.5

  @Flag(help: "Print one JSON object instead of tables.")
  var json = false

  func validate() throws {
    if leastScore.isNaN { throw ValidationError("--least-score must be a number.") }
  }

  func run() async throws {
    try await reportingErrors {
      let set = try await COCOEvaluation(
        truth: URL(fileURLWithPath: truth), predictions: URL(fileURLWithPath: predictions))
      if set.hasLabelZero {
        Console.error(
          "\(truth): an annotation has the id 0; as in pycocotools, what finds it counts as wrong: "
            + "number annotations from 1")
      }
      let metrics = DetectionMetrics(
        truth: set.truth, detections: set.detections, classCount: set.categories.count)
      if let report {
        let confusion = ConfusionMatrix(
          truth: set.truth, detections: set.detections, classCount: set.categories.count,
          leastScore: leastScore)
        try EvaluationReport(
          set, metrics: metrics, confusion: confusion,
          truth: URL(fileURLWithPath: truth).lastPathComponent,
          predictions: URL(fileURLWithPath: predictions).lastPathComponent
        ).write(to: URL(fileURLWithPath: report))
      }
      let summary = EvaluationSummary(metrics, categories: set.categories)
      print(json ? try summary.json : summary.text)
    }
  }
}
