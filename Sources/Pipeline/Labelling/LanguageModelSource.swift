import Layout
import RegionProposals

/// A language model, and the text rules beside it: what they know of captions it often does not.
public struct LanguageModelSource: TextSource {
  private let proposer: LanguageModelProposer
  private let rules: TextRulesSource

  /// Asks through a proposer.
  public init(_ proposer: LanguageModelProposer, rules: TextRulesSource) {
    self.proposer = proposer
    self.rules = rules
  }

  /// The regions that the model names, and those that the rules find.
  public func propose(_ page: AskedPage) async throws -> TextProposal {
    let proposal: LanguageModelProposal
    do throws(RegionProposalsError) {
      proposal = try await proposer.propose(page)
    } catch {
      if case .cancelled = error { throw CancellationError() }
      throw error
    }
    var result = TextProposal(
      estimates: proposal.estimates + (try rules.propose(page).estimates), notes: proposal.notes,
      tokens: proposal.tokensRead + proposal.tokensWritten, lacksAnswer: proposal.isUnrecorded)
    if let failure = proposal.failure {
      result.notes.append("text rules propose alone: \(failure)")
    }
    return result
  }

  /// A server that cannot be reached, or fails, may be sound again, and a budget be raised.
  public func isFinal(_ error: any Error) -> Bool {
    switch error as? RegionProposalsError {
    case .languageModel, .budgetReached: false
    default: true
    }
  }

  /// A server that failed so often that the client has given it up answers no other page either,
  /// and a budget that is used up pays for none.
  public func stopsJob(_ error: any Error) -> Bool {
    switch error as? RegionProposalsError {
    case .languageModel(.breakerOpen), .budgetReached: true
    default: false
    }
  }
}
