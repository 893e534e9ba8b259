import Foundation
import GalleyTesting
import Installation
import LanguageModel
import Testing

@Suite("The local server", .serialized)
struct LocalServerTests {
  private static let installation = Installation(folder: Fixture.root.appending(path: ".runtime"))

  @Test func `answers within a schema, and is gone after stop`() async throws {
    let server = try await LocalServer.start(
      installation: Self.installation, contextTokens: 1024, slots: 1)
    let endpoint = try Endpoint(server.url)
    let client = try await ChatClient.connect(to: endpoint, model: nil)
    #expect(client.model == "smollm2-135m-instruct")
    #expect(client.model == server.modelName)
    #expect(client.abilities == ModelAbilities(contextTokens: 1024, obeysBounds: true))

    let schema = AnswerSchema(
      name: "colour",
      json: """
        {"type": "object", "properties": {"colour": {"type": "string", "enum": ["red", "blue"]}},
         "required": ["colour"], "additionalProperties": false}
        """)
    let question = [ChatMessage(.user, "Which colour has the sky on a clear day? Answer in JSON.")]
    let answer = try await client.answer(
      ChatRequest(
        messages: question, schema: schema, maxTokens: 40, wantsLogProbabilities: true))
    struct Colour: Decodable { var colour: String }
    let colour = try JSONDecoder().decode(Colour.self, from: Data(answer.text.utf8))
    #expect(["red", "blue"].contains(colour.colour))
    #expect(answer.tokensRead > 10 && answer.tokensWritten > 2 && !answer.isCutOff)
    #expect(answer.notes.isEmpty)
    #expect(String(decoding: answer.tokens.flatMap(\.bytes), as: UTF8.self) == answer.text)
    for token in answer.tokens {
      #expect(token.logProbability <= 0 && token.alternatives.count <= 5)
      #expect(token.alternatives.reduce(0) { $0 + exp($1.logProbability) } < 1 + 1e-3)
    }
    #expect(answer.tokens.contains { $0.alternatives.count == 5 })

    let long = String(repeating: "word ", count: 2000)
    do throws(LanguageModelError) {
      _ = try await client.answer(
        ChatRequest(messages: [ChatMessage(.user, long)], schema: nil, maxTokens: 5))
      Issue.record("2000 words fit a context of 1024")
    } catch {
      guard case .promptTooLong = error else {
        Issue.record("unexpected: \(error)")
        return
      }
    }

    let port = try #require(URL(string: server.url)?.port)
    do throws(LanguageModelError) {
      _ = try await LocalServer.start(
        installation: Self.installation, port: port, contextTokens: 512)
      Issue.record("two servers on one port")
    } catch {
      guard case .portTaken = error else {
        Issue.record("unexpected: \(error)")
        return
      }
    }

    await server.stop()
    let impatient = ChatClient(
      endpoint: endpoint, model: "m", retry: RetryPolicy(retries: 0))
    await #expect(throws: LanguageModelError.self) { try await impatient.servedModels() }
  }

  @Test func `names a file that is no model, with the reason`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let file = folder.appending(path: "not-a-model.gguf")
      try Data("hello".utf8).write(to: file)
      do throws(LanguageModelError) {
        _ = try await LocalServer.start(installation: Self.installation, model: file)
        Issue.record("it started")
      } catch {
        guard case .serverEnded(let path, let words) = error else {
          Issue.record("unexpected: \(error)")
          return
        }
        #expect(path == file.path)
        #expect(words.contains("failed to load model"))
      }
    }
  }

  @Test("Without a runtime or a model it says what to do")
  func missing() async throws {
    await #expect(throws: LanguageModelError.noRuntime) {
      try await LocalServer.start(installation: Installation(folder: nil))
    }
    #expect(LanguageModelError.noRuntime.description.contains("make setup"))
  }
}
