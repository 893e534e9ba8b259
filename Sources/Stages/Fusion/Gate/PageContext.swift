import Layout

/// What a weighting may know of the page that a region is on.
public struct PageContext: Sendable {
  /// The page, pixels.
  public var bounds: Box
  /// The page's words by `Word.id`.
  public var words: [Int: String]

  /// Makes a context.
  public init(bounds: Box, words: [Int: String] = [:]) {
    self.bounds = bounds
    self.words = words
  }

  /// The text of the words that an estimate rests on.
  public func text(of estimate: RegionEstimate) -> String {
    estimate.evidence.wordIDs.compactMap { words[$0] }.joined(separator: " ")
  }
}
