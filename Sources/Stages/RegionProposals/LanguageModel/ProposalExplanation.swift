import Layout

/// All that was asked about a page, what came back and what was made of it.
public struct ProposalExplanation: Sendable {
  /// A labelled page that a question shows.
  public struct Example: Sendable {
    /// The page, as a person calls it.
    public let name: String
    /// The document that it is of.
    public let document: String
    /// How alike it and the page are, in 0...1.
    public let similarity: Double
    /// What it is the first to show of the page's rows, such as `caption`.
    public let shows: [String]
    /// Whether it is shown in part.
    public let isPart: Bool
    /// About how many tokens it takes.
    public let tokens: Int
    /// The lines of its rows and drawings.
    public let lines: [String]
    /// For each line, the regions of the answer that hold it, numbered from 1, with their classes.
    public let regions: [[(number: Int, classIndex: Int)]]
    /// Labelled boxes that the answer does not have, since no row tells of them.
    public let leftOut: Int
  }

  /// A question about the page or a part of it.
  public struct Part: Sendable {
    /// Labelled pages that it shows.
    public let examples: [Example]
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
    _ page: AskedPage
  ) async throws(RegionProposalsError) -> ProposalExplanation {
    let proposal = try await propose(page)
    let page = answered(page)
    let parts = questions(about: page).map { question in
      ProposalExplanation.Part(
        examples: question.examples.map(ProposalExplanation.Example.init),
        prompt: question.user, lines: question.shown.lines,
        wordIDs: question.shown.items.map { $0.words.map(\.id) },
        answers: (0..<answers.settings.samples).map {
          answers.cached(question, sample: $0)?.text
        })
    }
    return ProposalExplanation(system: answers.prompt.system, parts: parts, proposal: proposal)
  }
}

extension ProposalExplanation.Example {
  fileprivate init(_ chosen: ExampleSet.Chosen) {
    let excerpt = chosen.excerpt
    name = excerpt.example.name
    document = excerpt.example.document
    similarity = chosen.similarity
    shows = chosen.cues.map(\.rawValue)
    isPart = excerpt.isPart
    tokens = excerpt.tokens
    lines = excerpt.shown.lines
    leftOut = excerpt.answer.leftOut
    var regions = [[(number: Int, classIndex: Int)]](repeating: [], count: lines.count)
    for (index, region) in excerpt.answer.regions.enumerated() {
      for item in region.items { regions[item].append((index + 1, region.label.classIndex)) }
    }
    self.regions = regions
  }
}
