import Evaluation
import Foundation
import Layout

/// Where teacher and text disagree, as tables for a person or as JSON for a program.
struct DisambiguationSummary: Encodable {
  struct Precision: Encodable {
    var pages: Int
    var source: RegionSource
    var AP: Double?
    var AP50: Double?
  }

  struct Line: Encodable {
    var teacher: String
    var text: String
    var cases: Int
    var pages: Int
    var teacherRight: Int?
    var textRight: Int?
    var neitherRight: Int?
    var nothingLabelled: Int?
    var fusedRight: Int?
    var precision: [Precision]
  }

  var pages: Int
  var labelledPages: Int
  var seenByBoth: Int
  var cases: Int
  var confusions: [Line]
  var all: Line
  var precisionElsewhere: [Precision]

  init(_ report: DisambiguationReport, taxonomy: Taxonomy) {
    let judged = report.labelledImages.count
    func precision(on images: Set<Int>) -> [Precision] {
      let images = images.intersection(report.labelledImages)
      return RegionSource.allCases.compactMap { source in
        report.precision(of: source, on: images).map {
          Precision(pages: images.count, source: source, AP: $0[.AP], AP50: $0[.AP50])
        }
      }
    }
    func line(_ tally: DisambiguationReport.Tally, _ teacher: String, _ text: String) -> Line {
      func count(_ verdict: DisambiguationCase.Verdict) -> Int? {
        judged > 0 ? tally.verdicts[verdict, default: 0] : nil
      }
      return Line(
        teacher: teacher, text: text, cases: tally.cases, pages: tally.images.count,
        teacherRight: count(.teacher), textRight: count(.text), neitherRight: count(.neither),
        nothingLabelled: count(.nothing), fusedRight: judged > 0 ? tally.fusedRight : nil,
        precision: precision(on: tally.images))
    }
    pages = report.pages
    labelledPages = judged
    seenByBoth = report.shared
    cases = report.total.cases
    confusions = report.confusions.sorted { (-$0.value.cases, $0.key) < (-$1.value.cases, $1.key) }
      .map {
        line(
          $0.value, taxonomy.classes[$0.key.teacher].name, taxonomy.classes[$0.key.text].name)
      }
    all = line(report.total, "all", "")
    precisionElsewhere = precision(on: report.otherImages)
  }

  /// One object, keys in order.
  var json: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
      return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
  }

  var text: String {
    let share = seenByBoth > 0 ? 100 * Double(cases) / Double(seenByBoth) : 0
    var facts = TextTable()
    facts.add("pages", "\(pages), \(labelledPages) of them labelled")
    facts.add("seen by both", "\(seenByBoth) regions")
    facts.add("other class", String(format: "%d (%.1f %%) on %d pages", cases, share, all.pages))
    guard cases > 0 else { return facts.text }
    return [facts.text, confusionTable, precisionTable].filter { !$0.isEmpty }
      .joined(separator: "\n\n")
  }

  private var confusionTable: String {
    let isJudged = labelledPages > 0
    let head =
      ["teacher sees", "text implies", "cases", "pages"]
      + (isJudged ? ["teacher right", "text right", "neither", "unlabelled", "fused right"] : [])
    let lines = (confusions + (confusions.count > 1 ? [all] : [])).map { line in
      [line.teacher, line.text, "\(line.cases)", "\(line.pages)"]
        + [
          line.teacherRight, line.textRight, line.neitherRight, line.nothingLabelled,
          line.fusedRight,
        ].compactMap { $0.map(String.init) }
    }
    return ColumnTable([head] + lines, textColumns: 2).text
  }

  private var precisionTable: String {
    guard labelledPages > 0 else { return "" }
    func line(_ name: String, _ values: [Precision]) -> [String] {
      [name, "\(values.first?.pages ?? 0)"]
        + RegionSource.allCases.map { source in
          values.first { $0.source == source }?.AP.map { String(format: "%.3f", $0) } ?? "–"
        }
    }
    let named = confusions.map { line("\($0.teacher) / \($0.text)", $0.precision) }
    return ColumnTable(
      [["AP on pages with", "pages"] + RegionSource.allCases.map(\.rawValue)]
        + [line("any case", all.precision), line("no case", precisionElsewhere)] + named,
      textColumns: 1
    ).text
  }
}
