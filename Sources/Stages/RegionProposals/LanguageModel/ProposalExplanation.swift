import Layout

/// All that was asked about a page, what came back and what was made of it.
public struct ProposalExplanation: Sendable {
  /// A question about the page or a part of it.
  public struct Part: Sendable {
    /// The user part of the prompt.
    public let prompt: String
    /// The lines of its rows and drawings.
    public let lines: [String]
    /// For each line, the words of the row; none for drawings.
    public let wordIDs: [[Int]]
    /// The samples' answers as they came; `nil` where there is none.
    public let answers: [String?]
  }

  /// The constant part of the prompt.
  public let system: String
  /// The questions.
  public let parts: [Part]
  /// What was made of the answers.
  public let proposal: LanguageModelProposal
}

extension LanguageModelProposer {
  /// Proposes, and shows the way there; answers that are kept are not asked for again.
  ///
  /// - Throws: `RegionProposalsError`.
  public func explain(
    rows page: PageRows, text: PageText
  ) async throws(RegionProposalsError) -> ProposalExplanation {
    let proposal = try await propose(rows: page, text: text)
    let parts = questions(about: page, text: text).map { question in
      ProposalExplanation.Part(
        prompt: question.user, lines: question.shown.lines,
        wordIDs: question.shown.items.map { $0.words.map(\.id) },
        answers: (0..<answers.settings.samples).map {
          answers.cached(question, sample: $0)?.text
        })
    }
    return ProposalExplanation(system: answers.prompt.system, parts: parts, proposal: proposal)
  }
}
