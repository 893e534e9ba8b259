/// The probabilities of an answer's tokens, as the wire has them.
struct TokenLog: Decodable {
  struct Token: Decodable {
    struct Alternative: Decodable {
      var token: String
      var logprob: Double
    }
    enum CodingKeys: String, CodingKey {
      case token, logprob, bytes
      case topLogprobs = "top_logprobs"
    }
    var token: String
    var logprob: Double
    var bytes: [UInt8]?
    var topLogprobs: [Alternative]?
  }
  var content: [Token]?

  /// The tokens; a probability above 1, which rounding makes, counts as 1.
  var tokens: [TokenProbability] {
    (content ?? []).map { token in
      TokenProbability(
        text: token.token, bytes: token.bytes ?? Array(token.token.utf8),
        logProbability: min(0, token.logprob),
        alternatives: (token.topLogprobs ?? [])
          .map { .init(text: $0.token, logProbability: min(0, $0.logprob)) }
          .sorted { $0.logProbability > $1.logProbability })
    }
  }
}
