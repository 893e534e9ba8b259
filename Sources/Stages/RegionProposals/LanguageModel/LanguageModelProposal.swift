import Layout

/// What a language model says of a page.
public struct LanguageModelProposal: Sendable {
  /// Regions, numbered from 0 in reading order.
  public internal(set) var estimates: [RegionEstimate] = []
  /// What of the answer was not used, by reason.
  public internal(set) var drops: [DropReason: Int] = [:]
  /// What the user should know.
  public internal(set) var notes: [String] = []
  /// Tokens that the model read; 0 for an answer from the cache.
  public internal(set) var tokensRead = 0
  /// Tokens that the model wrote; 0 for an answer from the cache.
  public internal(set) var tokensWritten = 0
  /// How often the model was asked.
  public internal(set) var calls = 0
  /// Whether the answer puts most of the page into one region; then no region is used.
  public internal(set) var isSuspect = false
}
