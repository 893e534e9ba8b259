/// What a model says.
public struct ChatAnswer: Sendable, Hashable {
  /// The message's text.
  public var text: String
  /// Whether the limit of tokens cut it off.
  public var isCutOff: Bool
  /// Tokens read, as the server counts them.
  public var tokensRead: Int
  /// Those of the tokens read that the server had from an earlier call, and may charge less for.
  public var tokensCached: Int
  /// Tokens written, as the server counts them.
  public var tokensWritten: Int
  /// The tokens of the text with their probabilities; empty when not asked for, or not known.
  public var tokens: [TokenProbability]
  /// What the user should know, such as that the server knows no schemas.
  public var notes: [String]
}

/// A token that a model wrote, and how sure it was.
public struct TokenProbability: Sendable, Hashable {
  /// One of the tokens that could have stood there.
  public struct Alternative: Sendable, Hashable {
    /// The token as text.
    public var text: String
    /// Natural logarithm of its probability, at most 0.
    public var logProbability: Double
  }

  /// The token as text; where a character is split between tokens, that part of it is U+FFFD.
  public var text: String
  /// The token's bytes, UTF-8; those of all tokens, joined, are the answer's text.
  public var bytes: [UInt8]
  /// Natural logarithm of its probability, at most 0.
  public var logProbability: Double
  /// The most probable tokens at that place, the most probable first.
  public var alternatives: [Alternative]
}
