import Synchronization

/// What a server was found to refuse, and is not asked for again; shared by all copies of a client.
final class ServerConcessions: Sendable {
  /// What is still asked for.
  struct Terms: Sendable {
    var format = AnswerFormat.schema
    var logProbabilities = true
    var temperature = true
    var seed = true
    /// The name of the limit on the answer; models that reason want another than all others.
    var limit = TokenLimit.maxTokens
  }

  /// How the bound on the answer's tokens is called.
  enum TokenLimit: String, Sendable {
    case maxTokens = "max_tokens"
    case maxCompletionTokens = "max_completion_tokens"
  }

  private let state = Mutex(Terms())

  /// What to ask for now.
  var terms: Terms { state.withLock(\.self) }

  /// Gives way to a refusal of a request made on some terms.
  ///
  /// - Returns: what the user should know, empty when it has been said; `nil` when the message
  ///   refuses nothing that could be done without.
  func give(
    way message: String, status: Int, to request: ChatRequest, on terms: Terms
  ) -> [String]? {
    // OpenAI's own models say 403 of log-probabilities.
    if request.wantsLogProbabilities, terms.logProbabilities,
      [400, 403, 422, 501].contains(status), ServerMessage.refusesLogProbabilities(message)
    {
      return set(\.logProbabilities, false, "log-probabilities: asked without them")
    }
    guard status == 400 || status == 422 else { return nil }
    if terms.limit == .maxTokens, message.contains(TokenLimit.maxCompletionTokens.rawValue) {
      return set(\.limit, .maxCompletionTokens, "max_tokens: bound by max_completion_tokens")
    }
    if terms.temperature, message.contains("temperature") {
      return set(\.temperature, false, "a temperature: asked without one, so answers may vary")
    }
    if terms.seed, ServerMessage.refusesSeed(message) {
      return set(\.seed, false, "a seed: asked without one, so answers may vary")
    }
    guard request.schema != nil, ServerMessage.refusesFormat(message),
      let looser = terms.format.looser
    else { return nil }
    return state.withLock { state in
      guard looser.rawValue > state.format.rawValue else { return [] }
      state.format = looser
      return [
        "the server refuses \(looser == .json ? "JSON schemas" : "JSON mode"): asked for "
          + (looser == .json ? "JSON" : "plain text")
      ]
    }
  }

  private func set<Value: Equatable & Sendable>(
    _ term: any WritableKeyPath<Terms, Value> & Sendable, _ value: Value, _ note: String
  ) -> [String] {
    state.withLock { state in
      defer { state[keyPath: term] = value }
      return state[keyPath: term] == value ? [] : ["the server refuses \(note)"]
    }
  }
}
