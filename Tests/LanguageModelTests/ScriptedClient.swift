import GalleyTesting
import LanguageModel
import Synchronization

/// A client of a scripted server, whose waits are noted instead of waited.
struct ScriptedClient {
  let server: ScriptedServer
  let client: ChatClient
  let waits: Waits

  init(
    _ script: [ScriptedServer.Act], key: APIKey? = nil, limits: ChatLimits = ChatLimits(seconds: 5),
    retries: Int = 5, failuresInARow: Int = 20,
    sleep: (@Sendable (Double) async throws -> Void)? = nil
  ) throws {
    server = try ScriptedServer(script)
    let waits = Waits()
    self.waits = waits
    client = ChatClient(
      endpoint: try Endpoint(server.url), model: "m", key: key, limits: limits,
      retry: RetryPolicy(
        retries: retries, failuresInARow: failuresInARow,
        sleep: {
          waits.add($0)
          try await sleep?($0)
        }))
  }

  func ask(
    schema: AnswerSchema? = nil, logProbabilities: Bool = false
  ) async throws(LanguageModelError) -> ChatAnswer {
    try await client.answer(
      ChatRequest(
        messages: [ChatMessage(.user, "hello")], schema: schema, maxTokens: 10,
        wantsLogProbabilities: logProbabilities))
  }

  func error(schema: AnswerSchema? = nil) async -> LanguageModelError? {
    do throws(LanguageModelError) {
      _ = try await ask(schema: schema)
      return nil
    } catch {
      return error
    }
  }

  /// Asks so many times at once; what came of each.
  func askAtOnce(_ count: Int) async -> [Result<ChatAnswer, LanguageModelError>] {
    await withTaskGroup(of: Result<ChatAnswer, LanguageModelError>.self) { group in
      for _ in 0..<count {
        group.addTask {
          do throws(LanguageModelError) { return .success(try await ask()) } catch {
            return .failure(error)
          }
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
  }
}

/// Seconds that a client wanted to wait.
final class Waits: Sendable {
  private let all = Mutex<[Double]>([])
  func add(_ seconds: Double) { all.withLock { $0.append(seconds) } }
  var seconds: [Double] { all.withLock(\.self) }
}
