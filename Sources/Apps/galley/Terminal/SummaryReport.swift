import Foundation
import LabelStore

/// What a project holds, as a table for a person.
struct SummaryReport {
  private let summary: StoreSummary
  private let textSource: String
  private let unrecorded: Int?
  private let spent: Double?

  /// - Parameters:
  ///   - unrecorded: pages of this run without a recorded answer; `nil` where that is not looked for.
  ///   - spent: US dollars of this run, where prices are known.
  init(_ summary: StoreSummary, textSource: String, unrecorded: Int? = nil, spent: Double?) {
    self.summary = summary
    self.textSource = textSource
    self.unrecorded = unrecorded
    self.spent = spent
  }

  var text: String {
    let accepted = summary.byDecision["accepted"] ?? 0
    var lines = [
      row("pages", "\(summary.pages) labelled" + failed),
      row("words from", list(summary.textOrigins.mapKeys(Self.origin))),
      row("text source", textSource),
      row(
        "regions",
        "\(accepted) accepted, \(summary.byDecision["review"] ?? 0) for review, "
          + "\(summary.byDecision["ignored"] ?? 0) ignored"),
      row("by class", list(summary.acceptedByClass)),
      row("by source", list(summary.acceptedBySources.mapKeys(Self.sources))),
    ]
    if summary.placeholders > 0 {
      lines.append(row("placeholders", "\(summary.placeholders) pages only stand for an XFA form"))
    }
    if let unrecorded {
      lines.insert(row("no answer", "\(unrecorded) pages without a recorded answer"), at: 3)
    }
    if let agreement = summary.meanAgreement {
      lines.append(row("agreement", String(format: "%.2f where two sources agree", agreement)))
    }
    if summary.tokens > 0 { lines.append(row("tokens", "\(summary.tokens)")) }
    if let spent { lines.append(row("cost", String(format: "$%.4f in this run", spent))) }
    if summary.pages > 0, !summary.seconds.isEmpty {
      let stages = ["render", "read", "detect", "propose", "fuse"].compactMap { stage in
        summary.seconds[stage].map {
          stage + String(format: " %.2f", $0 / Double(summary.pages))
        }
      }
      lines.append(row("seconds a page", stages.joined(separator: ", ")))
    }
    return lines.joined(separator: "\n")
  }

  private var failed: String {
    summary.failures > 0 ? ", \(summary.failures) failed" : ""
  }

  private func row(_ name: String, _ value: String) -> String {
    name.padding(toLength: 16, withPad: " ", startingAt: 0) + (value.isEmpty ? "–" : value)
  }

  /// Largest first.
  private func list(_ counts: [String: Int]) -> String {
    counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { "\($0.key) \($0.value)" }.joined(separator: ", ")
  }

  private static func origin(_ name: String) -> String {
    switch name {
    case "text_layer": "text layer"
    case "ocr": "OCR"
    case "illegible": "OCR, hardly legible"
    case "none": "no words"
    default: name
    }
  }

  private static func sources(_ names: String) -> String {
    names.split(separator: "+").map {
      switch $0 {
      case "llm": "language model"
      case "text_rules": "text rules"
      default: String($0)
      }
    }.joined(separator: " + ")
  }
}

extension [String: Int] {
  fileprivate func mapKeys(_ transform: (String) -> String) -> [String: Int] {
    Dictionary(map { (transform($0.key), $0.value) }, uniquingKeysWith: +)
  }
}
