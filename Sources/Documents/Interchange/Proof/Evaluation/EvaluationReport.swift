import Evaluation
import Foundation

/// COCO metrics, precision-recall curves, errors and confusions as one self-contained HTML page.
///
/// The file loads nothing from anywhere; class and file names are escaped.
public struct EvaluationReport {
  struct Figure {
    var name: String
    var value: String
  }

  var style = ""
  var truth: String
  var predictions: String
  var images: Int
  var labelled: Int
  var detected: Int
  var figures: [Figure]
  var figureNames: [String]
  var classes: [EvaluatedClass]
  var hasCurves: Bool
  var mean: CurveChart
  var errors: ErrorTable
  var confusion: ConfusionTable

  /// Makes a report.
  ///
  /// - Parameters:
  ///   - truth, predictions: names of the files, for the reader.
  public init(
    _ set: COCOEvaluation, metrics: DetectionMetrics, errors: ErrorBreakdown,
    confusion: ConfusionMatrix, truth: String, predictions: String
  ) {
    self.truth = truth
    self.predictions = predictions
    images = set.images.count
    labelled = set.truth.count
    detected = set.detections.count
    figureNames = DetectionFigure.allCases.map(\.rawValue)
    figures = DetectionFigure.allCases.map {
      Figure(name: $0.rawValue, value: Self.text(metrics.overall[$0]))
    }
    classes = zip(set.categories, metrics.byClass).map { EvaluatedClass($0.name, $1) }
    let known = metrics.byClass.map(\.curves).filter { !$0.isEmpty }
    hasCurves = !known.isEmpty
    mean = CurveChart(meanOf: known)
    self.errors = ErrorTable(errors, names: set.categories.map(\.name))
    self.confusion = ConfusionTable(confusion, names: set.categories.map(\.name))
  }

  /// Writes the page; `file` appears when it is whole.
  ///
  /// - Throws: `InterchangeError`.
  public func write(to file: URL) throws(InterchangeError) {
    var report = self
    report.style = try BundledTemplates.style("evaluation")
    let output = try AtomicFile(file)
    try output.write(BundledTemplates.template("evaluation").render(report))
    try output.finish()
  }

  static func text(_ value: Double?) -> String { value.map { $0.text(places: 3) } ?? "–" }
}

/// A class as the template `evaluation` shows it.
struct EvaluatedClass {
  var name: String
  var labelled: Int
  var detected: Int
  var values: [String]
  var hasCurves: Bool
  var chart: CurveChart

  init(_ name: String, _ metrics: ClassMetrics) {
    self.name = name
    labelled = metrics.labelled
    detected = metrics.detected
    values = DetectionFigure.allCases.map { EvaluationReport.text(metrics.figures[$0]) }
    hasCurves = !metrics.curves.isEmpty
    chart = CurveChart(metrics.curves)
  }
}
