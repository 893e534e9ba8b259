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
      let proposal = try await proposer.propose(rows: rows, text: text)
      return TextProposal(
        estimates: proposal.estimates, notes: proposal.notes,
        tokens: proposal.tokensRead + proposal.tokensWritten)
    } catch {
      if case .cancelled = error { throw CancellationError() }
      throw error
    }
  }

  /// A server that cannot be reached, or fails, may be sound again; a useless answer stays one.
  public func isFinal(_ error: any Error) -> Bool {
    if case RegionProposalsError.languageModel? = error as? RegionProposalsError { return false }
    return true
  }

  /// A server that failed so often that the client has given it up answers no other page either.
  public func stopsJob(_ error: any Error) -> Bool {
    if case RegionProposalsError.languageModel(.breakerOpen)? = error as? RegionProposalsError {
      return true
    }
    return false
  }
}
