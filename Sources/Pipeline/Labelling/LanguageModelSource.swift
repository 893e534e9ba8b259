import Layout
import RegionProposals

/// A language model as a source.
public struct LanguageModelSource: TextSource {
  private let proposer: LanguageModelProposer
  private let unrecorded: (any TextSource)?

  /// Asks through a proposer.
  ///
  /// - Parameter unrecorded: who proposes for a page of which no answer is recorded, where nobody is
  ///   asked.
  public init(_ proposer: LanguageModelProposer, unrecorded: (any TextSource)? = nil) {
    self.proposer = proposer
    self.unrecorded = unrecorded
  }

  /// The regions that the model names.
  public func propose(_ page: AskedPage) async throws -> TextProposal {
    let proposal: LanguageModelProposal
    do throws(RegionProposalsError) {
      proposal = try await proposer.propose(page)
    } catch {
      if case .cancelled = error { throw CancellationError() }
      throw error
    }
    var result = TextProposal(
      estimates: proposal.estimates, notes: proposal.notes,
      tokens: proposal.tokensRead + proposal.tokensWritten, lacksAnswer: proposal.isUnrecorded)
    guard let failure = proposal.failure else { return result }
    if let unrecorded, case .notRecorded = failure {
      result.estimates = try await unrecorded.propose(page).estimates
      result.notes.append("text rules propose: \(failure)")
    } else {
      result.notes.append("no proposals from the text: \(failure)")
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
