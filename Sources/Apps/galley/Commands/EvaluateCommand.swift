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
          --errors --report report.html

      --errors tells what is wrong with them and what that costs. --compare tells whether another \
      model is better: on pages and documents drawn anew, and over seeds by t tests.

        galley evaluate --truth annotations.json --predictions old.json \\
          --compare new.json
        galley evaluate --truth annotations.json --predictions old1.json old2.json \\
          --compare new1.json new2.json --compare other1.json other2.json

      Exit codes: 0 done, 64 wrong usage or a file that cannot be scored, 74 the report cannot be \
      written.
      """)

  @Option(help: ArgumentHelp("COCO file of labelled boxes.", valueName: "file"))
  var truth: String

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "COCO results, with the ids of the truth; to compare seeds, a file for each.",
      valueName: "file"))
  var predictions: [String]

  @OptionGroup var comparison: ComparisonOptions

  @Option(
    help: ArgumentHelp(
      "Also write an HTML page with precision-recall curves, errors and a confusion matrix.",
      valueName: "file"))
  var report: String?

  @Option(
    help: ArgumentHelp("Report: least score in the confusion matrix.", valueName: "score"))
  var leastScore = 0.5

  @Flag(help: "Also tell how many predictions are wrong in which way, and what each way costs.")
  var errors = false

  @Flag(help: "Print one JSON object instead of tables.")
  var json = false

  func validate() throws {
    if leastScore.isNaN { throw ValidationError("--least-score must be a number.") }
    try comparison.check(seeds: predictions.count)
    guard predictions.count == 1 || (report == nil && !errors) else {
      throw ValidationError("--report and --errors go with one file of --predictions.")
    }
  }

  func run() async throws {
    try await reportingErrors {
      let set = try await COCOEvaluation(
        truth: URL(fileURLWithPath: truth), predictions: URL(fileURLWithPath: predictions[0]))
      if set.hasLabelZero {
        Console.error(
          "\(truth): an annotation has the id 0; as in pycocotools, what finds it counts as wrong: "
            + "number annotations from 1")
      }
      var output = EvaluationOutput()
      if predictions.count == 1 { try score(set, &output) }
      if !comparison.compare.isEmpty {
        let files = ComparedFiles(predictions, compare: comparison.compare, images: set.images)
        output.comparisons = ComparisonSummary.all(
          try files.comparison(set, comparison), files, categories: set.categories)
      }
      print(json ? try output.json : output.text)
    }
  }

  /// Scores the predictions of one file, and writes the report.
  private func score(_ set: COCOEvaluation, _ output: inout EvaluationOutput) throws {
    let classCount = set.categories.count
    let metrics = DetectionMetrics(
      truth: set.truth, detections: set.detections, classCount: classCount)
    output.figures = EvaluationSummary(metrics, categories: set.categories)
    guard errors || report != nil else { return }
    let breakdown = ErrorBreakdown(
      truth: set.truth, detections: set.detections, classCount: classCount)
    if errors { output.errors = ErrorSummary(breakdown, categories: set.categories) }
    guard let report else { return }
    let confusion = ConfusionMatrix(
      truth: set.truth, detections: set.detections, classCount: classCount, leastScore: leastScore)
    try EvaluationReport(
      set, metrics: metrics, errors: breakdown, confusion: confusion,
      truth: URL(fileURLWithPath: truth).lastPathComponent,
      predictions: URL(fileURLWithPath: predictions[0]).lastPathComponent
    ).write(to: URL(fileURLWithPath: report))
  }
}
