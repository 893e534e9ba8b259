import GalleyTesting
import LanguageModel
import Testing

@Suite("What an answer tells beside its text")
struct AnswerDetailsTests {
  private func answer(_ choice: String, usage: String = "{}") -> ScriptedServer.Act {
    .answer(
      status: 200, body: #"{"choices":[{"message":{"content":"hi"}\#(choice)}],"usage":\#(usage)}"#)
  }

  @Test("Each token's probability, and what else could have stood there")
  func probabilities() async throws {
    let log = """
      ,"logprobs":{"content":[
        {"token":"h","logprob":-0.5,"bytes":[104],"top_logprobs":[
          {"token":"x","logprob":-2},{"token":"h","logprob":-0.5}]},
        {"token":"i","logprob":1e-9,"bytes":null}]}
      """
    let scripted = try ScriptedClient([answer(log)])
    let tokens = try await scripted.ask(logProbabilities: true).tokens
    #expect(tokens.map(\.text) == ["h", "i"])
    #expect(tokens.map(\.bytes) == [[104], [105]])
    #expect(tokens.map(\.logProbability) == [-0.5, 0])
    #expect(tokens[0].alternatives.map(\.text) == ["h", "x"])
    #expect(tokens[0].alternatives.map(\.logProbability) == [-0.5, -2])
    let body = String(decoding: scripted.server.requests[0].body, as: UTF8.self)
    #expect(body.contains(#""logprobs":true,"top_logprobs":5"#))
  }

  @Test(
    "Probabilities that are missing or of a form unknown leave the answer an answer",
    arguments: [
      "", #","logprobs":null"#, #","logprobs":{}"#, #","logprobs":{"tokens":["hi"]}"#,
      #","logprobs":{"content":[{"token":"hi"}]}"#,
      #","logprobs":{"content":[{"token":"hi","logprob":"high"}]}"#, #","logprobs":7"#,
    ])
  func noProbabilities(_ choice: String) async throws {
    let scripted = try ScriptedClient([answer(choice)])
    let answer = try await scripted.ask(logProbabilities: true)
    #expect(answer.text == "hi" && answer.tokens.isEmpty)
  }

  @Test(
    "A server that refuses probabilities is asked without, and it is said once",
    arguments: [
      (400, "'logprobs' is not supported by this model"),
      (403, "You are not allowed to request logprobs from this model."),
      (422, "unknown field top_logprobs"),
    ])
  func refused(_ status: Int, _ message: String) async throws {
    let refusal = ScriptedServer.Act.answer(
      status: status, body: #"{"error":{"message":"\#(message)"}}"#)
    let scripted = try ScriptedClient([refusal, .completion("one"), .completion("two")])
    let first = try await scripted.ask(logProbabilities: true)
    #expect(first.text == "one" && first.tokens.isEmpty)
    #expect(first.notes == ["the server refuses log-probabilities: asked without them"])
    let copy = scripted.client
    let second = try await copy.answer(
      ChatRequest(
        messages: [ChatMessage(.user, "again")], schema: nil, maxTokens: 1,
        wantsLogProbabilities: true))
    #expect(second.text == "two" && second.notes.isEmpty)
    let asked = scripted.server.requests.map {
      String(decoding: $0.body, as: UTF8.self).contains("logprobs")
    }
    #expect(asked == [true, false, false])
  }

  @Test("A refusal of what was not asked for stays a refusal")
  func notAskedFor() async throws {
    let scripted = try ScriptedClient([.answer(status: 400, body: #"{"error":"bad logprobs"}"#)])
    #expect(
      await scripted.error()
        == .refused(url: scripted.client.endpoint.base, status: 400, message: "bad logprobs"))
    #expect(scripted.server.requests.count == 1)
  }

  @Test(
    "Tokens are counted as the server says, within reason",
    arguments: [
      (
        #"{"prompt_tokens":9,"completion_tokens":2,"prompt_tokens_details":{"cached_tokens":5}}"#,
        [9, 5, 2]
      ),
      (#"{"prompt_tokens":9,"completion_tokens":2,"prompt_tokens_details":null}"#, [9, 0, 2]),
      (#"{"prompt_tokens":9,"prompt_tokens_details":[]}"#, [9, 0, 0]),
      (#"{"prompt_tokens":-9,"completion_tokens":9223372036854775807}"#, [0, 0, 1 << 32]),
      ("null", [0, 0, 0]),
    ])
  func usage(_ usage: String, _ counts: [Int]) async throws {
    let scripted = try ScriptedClient([answer("", usage: usage)])
    let answer = try await scripted.ask()
    #expect([answer.tokensRead, answer.tokensCached, answer.tokensWritten] == counts)
  }
}
