import Layout
import RegionProposals

/// A language model as a source.
public struct LanguageModelSource: TextSource {
  private let proposer: LanguageModelProposer

  /// Asks through a proposer.
  public init(_ proposer: LanguageModelProposer) { self.proposer = proposer }

  /// The regions that the model names.
  public func propose(
    _ rows: PageRows, text: PageText, page: Page
  ) async throws -> TextProposal {
    do throws(RegionProposalsError) {
      let proposal = try await proposer.propose(rows: rows, text: text, file: page.file)
      let failure = proposal.failure.map { ["no proposals from the text: \($0)"] } ?? []
      return TextProposal(
        estimates: proposal.estimates, notes: proposal.notes + failure,
        tokens: proposal.tokensRead + proposal.tokensWritten)
    } catch {
      if case .cancelled = error { throw CancellationError() }
      throw error
    }
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
