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
  /// US dollars that the calls cost, as far as the price is known.
  public internal(set) var dollars = 0.0
  /// Whether there was anything to ask; an answer from the cache counts.
  public internal(set) var wasAsked = false
  /// How often the model was asked.
  public internal(set) var calls = 0
  /// Whether the model seems to have been led astray; then no region is used.
  public internal(set) var isSuspect = false
  /// The regions that are not used since the model seems to have been led astray.
  public internal(set) var withheld: [RegionEstimate] = []
  /// Whether a region of an answer names most of the page's rows.
  public internal(set) var isSwallowed = false
  /// Whether an answer is missing that a server may give: only what is recorded was looked at.
  public internal(set) var isUnrecorded = false
  /// Why nothing is proposed although the model was asked; `nil` when some answer was of use.
  public internal(set) var failure: RegionProposalsError?

  init(_ effort: AskingEffort) {
    notes = effort.notes
    tokensRead = effort.tokensRead
    tokensWritten = effort.tokensWritten
    dollars = effort.dollars
    calls = effort.calls
  }
}
