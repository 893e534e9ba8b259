import Foundation

/// How a document's share of what is shown grows with its number of pages.
public enum DocumentBalance: String, Hashable, Sendable, CaseIterable {
  /// By its pages: each page counts the same.
  case pages
  /// By the root of its pages.
  case squareRoot = "square-root"
  /// Not at all: each document counts the same.
  case documents

  /// The weight of each page; the mean is 1.
  ///
  /// - Parameter documents: the document of each page.
  public func weights(of documents: [String]) -> [Double] {
    let groups = Dictionary(grouping: documents.indices) { documents[$0] }.mapValues(\.count)
    let exponent =
      switch self {
      case .pages: 0.0
      case .squareRoot: -0.5
      case .documents: -1.0
      }
    let raw = documents.map { pow(Double(groups[$0] ?? 1), exponent) }
    let mean = raw.reduce(0, +) / Double(max(1, raw.count))
    return raw.map { $0 / mean }
  }
}
