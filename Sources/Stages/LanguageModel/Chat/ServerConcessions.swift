import Synchronization

/// What a server was found to refuse, and is not asked for again; shared by all copies of a client.
final class ServerConcessions: Sendable {
  /// What is still asked for.
  struct Terms: Sendable {
    var format = AnswerFormat.schema
    var logProbabilities = true
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
      return state.withLock { state in
        defer { state.logProbabilities = false }
        return state.logProbabilities
          ? ["the server refuses log-probabilities: asked without them"] : []
      }
    }
    guard request.schema != nil, status == 400 || status == 422,
      ServerMessage.refusesFormat(message), let looser = terms.format.looser
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
}
