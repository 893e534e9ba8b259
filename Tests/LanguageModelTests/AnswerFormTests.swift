import GalleyTesting
import LanguageModel
import Testing

@Suite("Answers of all forms")
struct AnswerFormTests {
  private func client(_ body: String) throws -> ScriptedClient {
    try ScriptedClient([.answer(status: 200, body: body)])
  }

  @Test(
    "are read, the usual one and those that few servers send",
    arguments: [
      (#"{"choices":[{"message":{"content":"a\n\"b\" ä😀"}}]}"#, "a\n\"b\" ä😀"),
      (
        #" { "choices" : [ { "message" : { "content" : "spaced" } } ] , "usage" : null } "#,
        "spaced"
      ),
      (#"{"choices":[{"message":{"content":null,"refusal":null,"tool_calls":[]}}]}"#, ""),
      (#"{"choices":[{"message":{},"logprobs":null,"finish_reason":null}]}"#, ""),
      (
        #"{"id":"x","n":[1,{"a":-1.5e3}],"choices":[{"index":0,"message":{"content":"more"}}]}"#,
        "more"
      ),
      (#"{"choices":[{"message":{"content":"one"}},{"message":{"content":"two"}}]}"#, "one"),
      (#"{"\u0063hoices":[{"message":{"content":"escaped key"}}]}"#, "escaped key"),
    ])
  func read(_ body: String, _ text: String) async throws {
    #expect(try await client(body).ask().text == text)
  }

  @Test(
    "count tokens and tell what is cut off",
    arguments: [
      #"{"prompt_tokens":7,"completion_tokens":3,"prompt_tokens_details":{"cached_tokens":5}}"#,
      #"{"prompt_tokens":7.0,"completion_tokens":3,"prompt_tokens_details":{"cached_tokens":5,"x":0}}"#,
    ])
  func usage(_ usage: String) async throws {
    let answer = try await client(
      #"{"choices":[{"message":{"content":"c"},"finish_reason":"length"}],"usage":\#(usage)}"#
    ).ask()
    #expect(answer.isCutOff)
    #expect([answer.tokensRead, answer.tokensCached, answer.tokensWritten] == [7, 5, 3])
  }

  @Test(
    "are none where something is missing or wrong",
    arguments: [
      "", "{}", "[]", #"{"choices":[]}"#, #"{"choices":[{}]}"#, #"{"choices":[{"message":7}]}"#,
      #"{"choices":[{"message":{"content":7}}]}"#, #"{"choices":[{"message":{"content":"a"}}]"#,
      #"{"choices":[{"message":{"content":"a"}}]} and more"#,
      #"{"choices":[{"message":{"content":"\ud800"}}]}"#,
      #"{"choices":[{"message":{"content":"a"}}],"usage":{"prompt_tokens":"many"}}"#,
      #"{"choices":[{"message":{"content":"a","refusal":"no"}}]}"#,
    ])
  func none(_ body: String) async throws {
    let error = try await client(body).error()
    guard case .notAnAnswer = error else {
      Issue.record("\(body) gave \(String(describing: error))")
      return
    }
  }
}
