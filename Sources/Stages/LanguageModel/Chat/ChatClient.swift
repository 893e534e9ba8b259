import Foundation

/// Asks an OpenAI-compatible server, local or remote.
///
/// Connections are kept alive, several calls may be in flight, and calls that fail for want of a
/// sound connection or a healthy server are made again, until too many have failed in a row. Copies
/// share all that: connections, limits and what is known of the server.
public struct ChatClient: Sendable {
  /// Where the server is.
  public let endpoint: Endpoint
  /// The model's name, as the server knows it.
  public internal(set) var model: String
  /// What is known of the model.
  public internal(set) var abilities: ModelAbilities
  private let key: APIKey?
  private let calls: PersistentCalls
  private let completions: HTTPRoute
  private let models: HTTPRoute
  private let concessions = ServerConcessions()

  /// Describes a client; nothing is sent yet.
  public init(
    endpoint: Endpoint, model: String, abilities: ModelAbilities = ModelAbilities(),
    key: APIKey? = nil, limits: ChatLimits = ChatLimits(), retry: RetryPolicy = RetryPolicy()
  ) {
    self.endpoint = endpoint
    self.model = model
    self.abilities = abilities
    self.key = key
    // An empty `Expect:` keeps curl from waiting for a go-ahead before a long body.
    let headers = ["Content-Type: application/json", "Accept: application/json", "Expect:"]
    func route(_ url: String) -> HTTPRoute {
      HTTPRoute(
        url: url, headers: headers, key: key, seconds: limits.seconds,
        answerLimit: limits.answerBytes, isDirect: endpoint.isLoopback, caFile: endpoint.caFile)
    }
    completions = route(endpoint.chatCompletions)
    models = route(endpoint.models)
    calls = PersistentCalls(to: endpoint.base, inFlight: limits.callsInFlight, retry: retry)
  }

  /// Asks and waits for the answer.
  ///
  /// A server that refuses schemas is asked for JSON, one that refuses that for plain text, one that
  /// refuses log-probabilities goes without; the client remembers, and one answer's notes say so.
  ///
  /// - Throws: `LanguageModelError`; `.cancelled` when the task is, `.breakerOpen` when too many
  ///   calls failed in a row.
  public func answer(_ request: ChatRequest) async throws(LanguageModelError) -> ChatAnswer {
    var notes: [String] = []
    while true {
      let terms = concessions.terms
      let answer = try await calls.answer(
        to: HTTPRequest(route: completions, body: request.body(model: model, on: terms)))
      if answer.status == 200 {
        var chat = try ChatCompletion.answer(in: answer.body, from: completions.url)
        chat.notes = notes
        return chat
      }
      let message = ServerMessage.text(of: answer.body)
      guard
        let note = concessions.give(way: message, status: answer.status, to: request, on: terms)
      else { throw refusal(answer.status, message) }
      notes += note
    }
  }

  /// What the server says it serves.
  ///
  /// - Throws: `LanguageModelError`.
  public func servedModels() async throws(LanguageModelError) -> [ServedModel] {
    let answer = try await calls.answer(to: HTTPRequest(route: models, body: nil))
    guard answer.status == 200 else {
      throw refusal(answer.status, ServerMessage.text(of: answer.body))
    }
    return try ServedModel.list(in: answer.body, from: models.url)
  }

  private func refusal(_ status: Int, _ message: String) -> LanguageModelError {
    let message = key?.redacted(message) ?? message
    let url = endpoint.base
    if status == 401 || status == 403 { return .keyRefused(url: url, status: status) }
    if ServerMessage.saysPromptTooLong(message) {
      return .promptTooLong(url: url, message: message)
    }
    return .refused(url: url, status: status, message: message)
  }
}

/// Bounds on calls.
public struct ChatLimits: Sendable {
  /// Seconds that one call may take.
  public var seconds: Double
  /// Bytes that an answer may have; the connection is cut beyond.
  public var answerBytes: Int
  /// Calls in flight at once.
  public var callsInFlight: Int

  /// Makes limits.
  public init(seconds: Double = 60, answerBytes: Int = 4 << 20, callsInFlight: Int = 2) {
    self.seconds = seconds
    self.answerBytes = answerBytes
    self.callsInFlight = callsInFlight
  }
}
