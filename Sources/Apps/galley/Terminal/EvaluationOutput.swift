import Foundation

/// All that `galley evaluate` finds, as tables for a person or as one JSON object for a program.
struct EvaluationOutput: Encodable {
  /// Figures of the predictions, where they are of one file.
  var figures: EvaluationSummary?
  /// What is wrong with them.
  var errors: ErrorSummary?
  /// What others have ahead of them.
  var comparisons: [ComparisonSummary] = []

  private enum Key: CodingKey { case errors, comparisons }

  func encode(to encoder: any Encoder) throws {
    try figures?.encode(to: encoder)
    var container = encoder.container(keyedBy: Key.self)
    try container.encodeIfPresent(errors, forKey: .errors)
    if !comparisons.isEmpty { try container.encode(comparisons, forKey: .comparisons) }
  }

  /// One object, keys in order.
  var json: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
      return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
  }

  /// The tables below each other.
  var text: String {
    ([figures?.text, errors?.text].compactMap(\.self) + comparisons.map(\.text)
      + [ComparisonSummary.corrected(comparisons)].compactMap(\.self))
      .joined(separator: "\n\n")
  }
}
