/// How a language model is asked.
public struct ProposalSettings: Sendable, Hashable, Codable {
  /// Answers asked for a page; more than one tells how sure the model is (self-consistency).
  public var samples: Int
  /// Sampling temperature where there are several samples; a single one is the most probable.
  public var temperature: Double
  /// Tokens that a prompt may have; a longer page is asked about in parts.
  public var promptTokens: Int
  /// Tokens that a prompt may have with its examples, which are cut, or left out, before the page is.
  public var promptTokensWithExamples: Int
  /// Whether the model says why, in a few words a region; without, it writes a third less.
  public var rationale: Bool

  /// Makes settings.
  public init(
    samples: Int = 1, temperature: Double = 0.7, promptTokens: Int = 6000,
    promptTokensWithExamples: Int = 11_500, rationale: Bool = true
  ) {
    self.samples = max(1, samples)
    self.temperature = temperature
    self.promptTokens = promptTokens
    self.promptTokensWithExamples = promptTokensWithExamples
    self.rationale = rationale
  }

  /// Whether how sure the model is comes from the probabilities of its tokens, as far as the
  /// server tells them; several samples show it by their agreement.
  var usesTokenProbabilities: Bool { samples == 1 }
}
