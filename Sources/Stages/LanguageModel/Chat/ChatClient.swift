import Foundation

/// Asks an OpenAI-compatible server, local or remote.
///
/// Connections are kept alive, several calls may be in flight, and calls that fail for want of a
/// sound connection or a healthy server are made again.
public struct ChatClient: Sendable {
  /// Where the server is.
  public let endpoint: Endpoint
  /// The model's name, as the server knows it.
  public let model: String
  /// What is known of the model.
  public let abilities: ModelAbilities
  private let limits: ChatLimits
  private let key: APIKey?
  private let retry: RetryPolicy
  private let pool: HTTPPool
  private let format = FormatMemory()

  /// Describes a client; nothing is sent yet.
  public init(
    endpoint: Endpoint, model: String, abilities: ModelAbilities = ModelAbilities(),
    key: APIKey? = nil, limits: ChatLimits = ChatLimits(), retry: RetryPolicy = RetryPolicy()
  ) {
    self.endpoint = endpoint
    self.model = model
    self.abilities = abilities
    self.key = key
    self.limits = limits
    self.retry = retry
    pool = HTTPPool(limit: limits.callsInFlight)
  }

  /// Asks and waits for the answer.
  ///
  /// A server that refuses schemas is asked for JSON, one that refuses that for plain text; the
  /// client remembers, and the answer's notes say so.
  ///
  /// - Throws: `LanguageModelError`; `.cancelled` when the task is.
  public func answer(_ request: ChatRequest) async throws(LanguageModelError) -> ChatAnswer {
    var notes: [String] = []
    while true {
      let format = await format.current
      let exchange = HTTPRequest(
        url: endpoint.chatCompletions, headers: headers,
        body: request.body(model: model, format: format), seconds: limits.seconds,
        answerLimit: limits.answerBytes, isDirect: endpoint.isLoopback)
      let answer = try await persistent(exchange)
      if answer.status == 200 {
        var chat = try ChatCompletion.answer(in: answer.body, from: endpoint.chatCompletions)
        chat.notes = notes
        return chat
      }
      let message = ServerMessage.text(of: answer.body)
      guard request.schema != nil, answer.status == 400 || answer.status == 422,
        ServerMessage.refusesFormat(message), let looser = format.looser
      else { throw refusal(answer.status, message) }
      await self.format.loosen(to: looser)
      notes.append(
        "the server refuses \(format == .schema ? "JSON schemas" : "JSON mode"): asked for "
          + (looser == .json ? "JSON" : "plain text"))
    }
  }

  /// What the server says it serves.
  ///
  /// - Throws: `LanguageModelError`.
  public func servedModels() async throws(LanguageModelError) -> [ServedModel] {
    let answer = try await persistent(
      HTTPRequest(
        url: endpoint.models, headers: headers, body: nil, seconds: limits.seconds,
        answerLimit: limits.answerBytes, isDirect: endpoint.isLoopback))
    guard answer.status == 200 else {
      throw refusal(answer.status, ServerMessage.text(of: answer.body))
    }
    return try ServedModel.list(in: answer.body, from: endpoint.models)
  }

  private var headers: [String] {
    // An empty `Expect:` keeps curl from waiting for a go-ahead before a long body.
    ["Content-Type: application/json", "Accept: application/json", "Expect:"]
      + (key.map { [$0.header] } ?? [])
  }

  /// Makes the call, again where that may help.
  private func persistent(
    _ request: HTTPRequest
  ) async throws(LanguageModelError) -> HTTPAnswer {
    var failures = 0
    var timeouts = 0
    while true {
      var wait: Double
      do throws(LanguageModelError) {
        let answer = try await pool.exchange(request)
        guard RetryPolicy.isTransient(answer.status), failures < retry.retries else {
          return answer
        }
        wait = retry.backoff(failures)
        if let asked = RetryPolicy.seconds(answer.retryAfter) {
          guard asked <= retry.longestWait else { return answer }
          wait = max(asked, min(wait, 1))
        }
      } catch {
        guard failures < retry.retries else { throw error }
        switch error {
        case .cannotConnect, .connectionBroken: break
        case .timedOut:
          timeouts += 1
          guard timeouts <= retry.retriesAfterTimeout else { throw error }
        default: throw error
        }
        wait = retry.backoff(failures)
      }
      failures += 1
      do { try await retry.sleep(wait) } catch { throw .cancelled }
    }
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

/// What form of answer the server is known to accept.
private actor FormatMemory {
  var current = AnswerFormat.schema

  func loosen(to format: AnswerFormat) {
    if format.rawValue > current.rawValue { current = format }
  }
}
