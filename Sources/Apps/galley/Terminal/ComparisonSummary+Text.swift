import Foundation

extension ComparisonSummary {
  /// The differences by page and document, then over seeds.
  var text: String {
    let draws = figures.first?.page?.draws ?? 0
    let title =
      "\(files(compare)) less \(files(predictions)), AP points; "
      + "\(pages) pages of \(documents) documents, \(draws) draws"
    return [Printable.line(title) + "\n" + drawn, overSeeds].compactMap(\.self)
      .joined(separator: "\n\n")
  }

  /// The p values that count when the best of several models is looked for; `nil` of one.
  static func corrected(_ arms: [ComparisonSummary]) -> String? {
    guard arms.count > 1 else { return nil }
    let lines = arms.flatMap { arm in
      arm.overall.map { line in
        [arm.files(arm.compare), line.name]
          + [
            line.page?.pHolm, line.document?.pHolm, line.tTest?.pHolm, line.equivalence?.pHolm,
          ].map(chance)
      }
    }
    let head = ["p by Holm for \(arms.count) models", "figure", "page", "document", "t", "same"]
    return ColumnTable([head] + lines, textColumns: 2).text
  }

  private var overall: [Line] { figures.filter { $0.class == nil } }

  private var drawn: String {
    let head = [
      "figure", "predictions", "compare", "difference", "95 % by page", "p", "95 % by document",
      "p",
    ]
    let lines = figures.map { line in
      [line.name, points(line.predictions), points(line.compare), signed(line.difference)]
        + [line.page, line.document].flatMap { interval in
          [
            interval.map { "\(signed($0.low)) to \(signed($0.high))" } ?? "–",
            Self.chance(interval?.p),
          ]
        }
    }
    return ColumnTable([head] + lines, textColumns: 1).text
  }

  private var overSeeds: String? {
    guard let margin = figures.first?.equivalence?.margin else { return nil }
    let head = [
      "over \(compare.count) seeds", "differences", "mean", "t", "p", "p within ±\(margin)",
    ]
    let lines = figures.map { line in
      [
        line.name, line.differences.map(signed).joined(separator: " "), signed(line.difference),
        line.tTest?.t.map { String(format: "%.3f", $0) } ?? "–", Self.chance(line.tTest?.p),
        Self.chance(line.equivalence?.p),
      ]
    }
    return ColumnTable([head] + lines, textColumns: 1).text
  }

  private func files(_ names: [String]) -> String { names.joined(separator: ", ") }
  private func points(_ value: Double) -> String { String(format: "%.2f", value) }
  private func signed(_ value: Double) -> String { String(format: "%+.2f", value) }

  private static func chance(_ p: Double?) -> String {
    p.map { String(format: "%.4f", $0) } ?? "–"
  }
}
