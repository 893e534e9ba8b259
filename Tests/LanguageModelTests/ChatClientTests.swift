import Foundation
import GalleyTesting
import LanguageModel
import Testing

@Suite("A client of a sound server")
struct ChatClientTests {
  private let schema = AnswerSchema(name: "s", json: #"{"type":"object","b":1,"a":2}"#)

  @Test("Connections are kept alive")
  func keepAlive() async throws {
    let scripted = try ScriptedClient([.completion("hi")])
    for _ in 0..<5 { _ = try await scripted.ask() }
    #expect(Set(scripted.server.requests.map(\.connection)) == [0])
  }

  @Test("No more calls are in flight than allowed")
  func inFlight() async throws {
    let scripted = try ScriptedClient(
      [.completion("hi")], limits: ChatLimits(seconds: 5, callsInFlight: 3))
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<30 { group.addTask { _ = try await scripted.ask() } }
      try await group.waitForAll()
    }
    #expect(scripted.server.requests.count == 30)
    #expect(Set(scripted.server.requests.map(\.connection)).count <= 3)
  }

  @Test("The schema goes out as written, its order kept")
  func schemaOrder() async throws {
    let scripted = try ScriptedClient([.completion("{}")])
    _ = try await scripted.ask(schema: schema)
    let body = String(decoding: try #require(scripted.server.requests.first).body, as: UTF8.self)
    #expect(body.contains(#""schema":{"type":"object","b":1,"a":2}"#))
    #expect(scripted.server.requests[0].head[0] == "POST /v1/chat/completions HTTP/1.1")
  }

  @Test("Any text goes out whole, wherever in it something must be escaped")
  func escaping() async throws {
    let plain = "sixteen letters " + "and then more ä€😀 of them, past a stride"
    let special = "\"\\\n\r\t\u{0}\u{1}\u{1F}\u{7F}/"
    let texts =
      (0..<40).map { String(plain.prefix($0)) + special + String(plain.dropFirst($0)) }
      + [plain, special, "", "\""]
    let scripted = try ScriptedClient([.completion("hi")])
    _ = try await scripted.client.answer(
      ChatRequest(messages: texts.map { ChatMessage(.user, $0) }, schema: nil, maxTokens: 1))
    struct Body: Decodable {
      struct Message: Decodable { var content: String }
      var messages: [Message]
    }
    let body = try #require(scripted.server.requests.first).body
    #expect(try JSONDecoder().decode(Body.self, from: body).messages.map(\.content) == texts)
  }

  @Test("A server without schemas is asked for JSON, then for text; and not again")
  func degrade() async throws {
    let refusal = #"{"error":{"message":"'response_format' is not supported"}}"#
    let scripted = try ScriptedClient([
      .answer(status: 400, body: refusal), .answer(status: 400, body: refusal), .completion("one"),
      .completion("two"),
    ])
    let first = try await scripted.ask(schema: schema)
    #expect(first.text == "one")
    #expect(first.notes.count == 2)
    let second = try await scripted.ask(schema: schema)
    #expect(second.text == "two")
    #expect(second.notes.isEmpty)
    let bodies = scripted.server.requests.map { String(decoding: $0.body, as: UTF8.self) }
    #expect(
      bodies.map { $0.contains("json_schema") ? 2 : $0.contains("json_object") ? 1 : 0 }
        == [2, 1, 0, 0])
  }

  @Test("A prompt that is too long is told apart from other refusals")
  func tooLong() async throws {
    let message = "request (931 tokens) exceeds the available context size (512 tokens)"
    let scripted = try ScriptedClient([
      .answer(status: 400, body: #"{"error":{"code":400,"message":"\#(message)"}}"#)
    ])
    #expect(
      await scripted.error(schema: schema)
        == .promptTooLong(url: scripted.client.endpoint.base, message: message))
    #expect(scripted.server.requests.count == 1)
  }

  @Test("The key is sent, and shown nowhere")
  func key() async throws {
    let secret = "sk-very-secret"
    let key = try #require(try APIKey.find(environment: ["GALLEY_LLM_API_KEY": secret]))
    let scripted = try ScriptedClient(
      [
        .completion("hi"), .answer(status: 401, body: #"{"error":"bad key \#(secret)"}"#),
        .answer(status: 400, body: #"{"error":"you sent \#(secret)"}"#),
      ], key: key)
    _ = try await scripted.ask()
    #expect(scripted.server.requests[0].head.contains("Authorization: Bearer \(secret)"))
    for _ in 0..<2 {
      let error = try #require(await scripted.error())
      #expect(!"\(error)".contains(secret))
    }
    var dumped = ""
    dump(scripted.client, to: &dumped)
    #expect(!dumped.contains(secret))
    #expect(!"\(key)".contains(secret))
    #expect(
      scripted.server.requests.allSatisfy {
        !String(decoding: $0.body, as: UTF8.self).contains(secret)
      })
  }

  @Test("The key of Galley's own variable comes first; a broken one is refused")
  func keyVariables() throws {
    #expect(try APIKey.find(environment: [:]) == nil)
    #expect(try APIKey.find(environment: ["GALLEY_LLM_API_KEY": ""]) == nil)
    #expect(throws: LanguageModelError.badKey(variable: "OPENAI_API_KEY")) {
      try APIKey.find(environment: ["OPENAI_API_KEY": "a\nX-Evil: 1"])
    }
  }

  @Test("The model and its context are asked for")
  func connect() async throws {
    let list =
      #"{"data":[{"id":"a","owned_by":"llamacpp","meta":{"n_ctx":4096}},{"id":"b","max_model_len":99}]}"#
    let server = try ScriptedServer([.answer(status: 200, body: list)])
    let endpoint = try Endpoint(server.url)
    let first = try await ChatClient.connect(to: endpoint, model: nil)
    #expect(first.model == "a")
    #expect(first.abilities == ModelAbilities(contextTokens: 4096, obeysBounds: true))
    let named = try await ChatClient.connect(to: endpoint, model: "b")
    #expect(named.model == "b" && named.abilities == ModelAbilities(contextTokens: 99))
    let other = try await ChatClient.connect(to: endpoint, model: "c")
    #expect(other.model == "c" && other.abilities == ModelAbilities())
    let empty = try ScriptedServer([.answer(status: 200, body: #"{"data":[]}"#)])
    await #expect(throws: LanguageModelError.self) {
      try await ChatClient.connect(to: Endpoint(empty.url), model: nil)
    }
  }
}
