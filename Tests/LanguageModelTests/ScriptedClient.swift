import GalleyTesting
import LanguageModel
import Synchronization

/// A client of a scripted server, whose waits are noted instead of waited.
struct ScriptedClient {
  let server: ScriptedServer
  let client: ChatClient
  let waits: Waits

  init(
    _ script: [ScriptedServer.Act], key: APIKey? = nil, limits: ChatLimits = ChatLimits(seconds: 5)
  ) throws {
    server = try ScriptedServer(script)
    let waits = Waits()
    self.waits = waits
    client = ChatClient(
      endpoint: try Endpoint(server.url), model: "m", key: key, limits: limits,
      retry: RetryPolicy(sleep: { waits.add($0) }))
  }

  func ask(schema: AnswerSchema? = nil) async throws(LanguageModelError) -> ChatAnswer {
    try await client.answer(
      ChatRequest(messages: [ChatMessage(.user, "hello")], schema: schema, maxTokens: 10))
  }

  func error(schema: AnswerSchema? = nil) async -> LanguageModelError? {
    do throws(LanguageModelError) {
      _ = try await ask(schema: schema)
      return nil
    } catch {
      return error
    }
  }
}

/// Seconds that a client wanted to wait.
final class Waits: Sendable {
  private let all = Mutex<[Double]>([])
  func add(_ seconds: Double) { all.withLock { $0.append(seconds) } }
  var seconds: [Double] { all.withLock(\.self) }
}
