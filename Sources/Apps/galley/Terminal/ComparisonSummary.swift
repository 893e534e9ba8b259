import Evaluation
import Foundation
import Interchange

/// An arm against the baseline, as tables for a person or as JSON for a program; AP points.
struct ComparisonSummary: Encodable {
  struct Interval: Encodable {
    var low: Double
    var high: Double
    var p: Double
    var pHolm: Double?
    var draws: Int
  }

  struct TTest: Encodable {
    /// `nil` where all seeds differ by the same, so that it is infinite.
    var t: Double?
    var degrees: Int
    var p: Double
    var pHolm: Double?
  }

  struct Equivalence: Encodable {
    var margin: Double
    var pLower: Double
    var pUpper: Double
    var p: Double
    var pHolm: Double?
  }

  struct Line: Encodable {
    var figure: String
    var `class`: String?
    var predictions: Double
    var compare: Double
    var difference: Double
    var differences: [Double]
    var page: Interval?
    var document: Interval?
    var tTest: TTest?
    var equivalence: Equivalence?

    /// The figure, and of which class.
    var name: String { [figure, `class`].compactMap(\.self).joined(separator: " ") }
  }

  var predictions: [String]
  var compare: [String]
  var pages: Int
  var documents: Int
  var figures: [Line]

  /// A summary for each arm.
  static func all(
    _ comparison: RunComparison, _ files: ComparedFiles, categories: [COCOCategory]
  ) -> [ComparisonSummary] {
    zip(files.arms, comparison.arms).map { arm, lines in
      ComparisonSummary(
        predictions: files.baseline, compare: arm, pages: files.documents.count,
        documents: Set(files.documents).count,
        figures: lines.map { line in
          Line(line, className: line.figure.classIndex.map { categories[$0].name })
        })
    }
  }
}

extension ComparisonSummary.Line {
  fileprivate init(_ line: FigureComparison, className: String?) {
    func interval(_ interval: BootstrapInterval?, _ test: ComparisonTest)
      -> ComparisonSummary.Interval?
    {
      interval.map {
        ComparisonSummary.Interval(
          low: $0.low, high: $0.high, p: $0.p, pHolm: line.adjusted[test], draws: $0.draws)
      }
    }
    self.init(
      figure: line.figure.figure.rawValue, class: className, predictions: line.baseline,
      compare: line.arm, difference: line.difference, differences: line.differences,
      page: interval(line.byPage, .page), document: interval(line.byDocument, .document),
      tTest: line.tTest.map {
        ComparisonSummary.TTest(
          t: $0.statistic.isFinite ? $0.statistic : nil, degrees: $0.degrees, p: $0.p,
          pHolm: line.adjusted[.seeds])
      },
      equivalence: line.equivalence.map {
        ComparisonSummary.Equivalence(
          margin: $0.margin, pLower: $0.lower, pUpper: $0.upper, p: $0.p,
          pHolm: line.adjusted[.equivalence])
      })
  }
}
