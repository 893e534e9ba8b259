import Layout
import RegionProposals

/// Proposes regions from a page's words: a language model or the text rules.
public protocol TextSource: Sendable {
  /// The regions that the words imply.
  func propose(_ page: AskedPage) async throws -> TextProposal
  /// Whether asking again later would end in the same error.
  func isFinal(_ error: any Error) -> Bool
  /// Whether every other page would meet the same error, so that the job had better stop.
  func stopsJob(_ error: any Error) -> Bool
}

extension TextSource {
  /// By default nothing changes by asking again.
  public func isFinal(_ error: any Error) -> Bool { true }
  /// By default an error is one page's own.
  public func stopsJob(_ error: any Error) -> Bool { false }
}

/// What a text source says of a page.
public struct TextProposal: Sendable {
  /// Regions, numbered from 0.
  public var estimates: [RegionEstimate]
  /// What the user should know, such as dropped regions.
  public var notes: [String]
  /// Tokens read and written; 0 for rules and for cached answers.
  public var tokens: Int
  /// Whether an answer is missing that another run may find.
  public var lacksAnswer: Bool

  /// Makes a proposal.
  public init(
    estimates: [RegionEstimate], notes: [String] = [], tokens: Int = 0, lacksAnswer: Bool = false
  ) {
    self.estimates = estimates
    self.notes = notes
    self.tokens = tokens
    self.lacksAnswer = lacksAnswer
  }
}

/// The text rules as a source.
public struct TextRulesSource: TextSource {
  private let proposer: TextRulesProposer

  /// Proposes in the classes of a taxonomy.
  public init(taxonomy: Taxonomy) { proposer = TextRulesProposer(taxonomy: taxonomy) }

  /// The regions that the rules find.
  ///
  /// - Throws: `RegionProposalsError`.
  public func propose(_ page: AskedPage) throws(RegionProposalsError) -> TextProposal {
    TextProposal(estimates: try proposer.propose(rows: page.rows))
  }
}
