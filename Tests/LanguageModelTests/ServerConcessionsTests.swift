import Foundation
import GalleyTesting
import LanguageModel
import Testing

@Suite("A server that refuses a parameter")
struct ServerConcessionsTests {
  @Test(
    "Is asked without it from then on, and it is said once",
    arguments: [
      (
        "Unsupported parameter: 'max_tokens' is not supported with this model. "
          + "Use 'max_completion_tokens' instead.", "max_tokens",
        "the server refuses max_tokens: bound by max_completion_tokens"
      ),
      (
        "Unsupported value: 'temperature' does not support 0 with this model.", "temperature",
        "the server refuses a temperature: asked without one, so answers may vary"
      ),
      (
        "extra fields not permitted: seed", "seed",
        "the server refuses a seed: asked without one, so answers may vary"
      ),
    ])
  func parameter(message: String, name: String, note: String) async throws {
    let scripted = try ScriptedClient([
      .answer(status: 400, body: #"{"error":{"message":"\#(message)"}}"#), .completion("one"),
      .completion("two"),
    ])
    let first = try await scripted.ask()
    #expect(first.text == "one" && first.notes == [note])
    let second = try await scripted.ask()
    #expect(second.text == "two" && second.notes.isEmpty)
    let asked = try scripted.server.requests.map { try Self.parameters($0).contains(name) }
    #expect(asked == [true, false, false])
  }

  @Test("Keeps the bound on the answer under its other name")
  func limit() async throws {
    let scripted = try ScriptedClient([
      .answer(status: 400, body: #"{"error":"use max_completion_tokens"}"#), .completion("one"),
    ])
    _ = try await scripted.ask()
    let last = try #require(scripted.server.requests.last)
    #expect(try Self.parameters(last).contains("max_completion_tokens"))
  }

  @Test("And refuses what goes without it, too, has refused")
  func stubborn() async throws {
    let scripted = try ScriptedClient([
      .answer(status: 400, body: #"{"error":"no temperature, please"}"#)
    ])
    let url = scripted.client.endpoint.base
    #expect(
      await scripted.error()
        == .refused(url: url, status: 400, message: "no temperature, please"))
    #expect(scripted.server.requests.count == 2)
  }

  private static func parameters(_ request: ScriptedServer.Request) throws -> Set<String> {
    let object = try JSONSerialization.jsonObject(with: request.body) as? [String: Any]
    return Set(try #require(object).keys)
  }
}
