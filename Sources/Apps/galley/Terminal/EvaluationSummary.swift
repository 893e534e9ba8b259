import Evaluation
import Foundation
import Interchange

/// COCO metrics as tables for a person or as JSON for a program.
struct EvaluationSummary: Encodable {
  private struct Key: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }
    init(_ name: String) { stringValue = name }
    init?(stringValue: String) { self.init(stringValue) }
    init?(intValue: Int) { nil }
  }

  private struct ClassLine: Encodable {
    var category: COCOCategory
    var metrics: ClassMetrics

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Key.self)
      try container.encode(category.id, forKey: Key("id"))
      try container.encode(category.name, forKey: Key("name"))
      try container.encode(metrics.labelled, forKey: Key("labelled"))
      try container.encode(metrics.detected, forKey: Key("detected"))
      try EvaluationSummary.encode(metrics.figures, to: &container)
    }
  }

  private let overall: DetectionFigures
  private let classes: [ClassLine]

  init(_ metrics: DetectionMetrics, categories: [COCOCategory]) {
    overall = metrics.overall
    classes = zip(categories, metrics.byClass).map { ClassLine(category: $0, metrics: $1) }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try Self.encode(overall, to: &container)
    try container.encode(classes, forKey: Key("perClass"))
  }

  /// Every figure, `null` where it is undefined.
  private static func encode(
    _ figures: DetectionFigures, to container: inout KeyedEncodingContainer<Key>
  ) throws {
    for figure in DetectionFigure.allCases {
      try container.encode(figures[figure], forKey: Key(figure.rawValue))
    }
  }

  /// The lines that `pycocotools` prints, then a table by class.
  var text: String {
    let head = ["class", "labelled", "detected", "AP", "AP50", "AP75", "AR100"]
    let lines = classes.map { line in
      [line.category.name, "\(line.metrics.labelled)", "\(line.metrics.detected)"]
        + [.AP, .AP50, .AP75, .AR100].map { (figure: DetectionFigure) in
          line.metrics.figures[figure].map { String(format: "%.3f", $0) } ?? "–"
        }
    }
    return DetectionFigure.allCases.map { Self.line($0, overall[$0]) }.joined(separator: "\n")
      + "\n\n" + ColumnTable([head] + lines, textColumns: 1).text
  }

  private static func line(_ figure: DetectionFigure, _ value: Double?) -> String {
    let name = figure.isPrecision ? "Precision  (AP)" : "Recall     (AR)"
    let overlap =
      figure.threshold.map { String(format: "%.2f     ", COCOGrid.thresholds[$0]) } ?? "0.50:0.95"
    let area = String(repeating: " ", count: 6 - figure.area.rawValue.count) + figure.area.rawValue
    return " Average \(name) @[ IoU=\(overlap) | area=\(area) | maxDets="
      + String(format: "%3d ] = %0.3f", figure.limit, value ?? -1)
  }
}
