import LanguageModel

/// How sure a model was, by the probabilities of its tokens, when it wrote a region.
struct RegionCertainty: Codable, Sendable, Equatable {
  /// Mean natural-log probability of the tokens of the region's object.
  var logProbability: Double
  /// Probabilities of the classes that the schema allows, groups among them; they sum to 1.
  var classes: [String: Double]
}

extension RegionCertainty {
  /// For each region of a parsed answer how sure the model was of it, where its tokens tell; none
  /// at all for an answer without tokens.
  ///
  /// - Parameter allowed: the names that the schema allows as a class.
  static func of(
    _ parsed: AnswerParser, _ chat: ChatAnswer, allowed: [String]
  ) -> [RegionCertainty?]? {
    guard let tokens = AnswerTokens(chat) else { return nil }
    let bytes = Array(chat.text.utf8)
    return parsed.spans.map { span in
      guard let mean = tokens.meanLogProbability(in: span),
        let value = JSONSpan.string(of: "class", in: bytes, object: span),
        let probabilities = tokens.probabilities(of: allowed.map(JSONSpan.escaped), at: value)
      else { return nil }
      return RegionCertainty(
        logProbability: mean,
        classes: Dictionary(zip(allowed, probabilities), uniquingKeysWith: +))
    }
  }
}
