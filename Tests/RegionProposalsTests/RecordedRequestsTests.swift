import Crypto
import Foundation
import GalleyTesting
import Layout
import Prompts
import RegionProposals
import Testing

/// The requests that answers are recorded against; `Tests/Parity/recorded_requests.py` makes them
/// again from the images.
@Suite("Recorded requests")
struct RecordedRequestsTests {
  private struct Request: Decodable {
    struct Body: Decodable {
      struct Message: Decodable {
        var role: String
        var content: String
      }
      var model: String
      var messages: [Message]
      var max_tokens: Int
      var temperature: Double
      var seed: Int
    }
    var custom_id: String
    var method: String
    var url: String
    var body: Body
  }

  private static let lines: [String] = {
    let file = Fixture.file("llm/publaynet.jsonl")
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").map(String.init)
  }()

  @Test("There are those of twelve pages, each once")
  func count() throws {
    let ids = try Self.lines.map {
      try JSONDecoder().decode(Request.self, from: Data($0.utf8)).custom_id
    }
    #expect(ids.count == 12 && Set(ids).count == ids.count)
  }

  @Test("Each is a request of the frozen prompt, under 12 000 tokens", arguments: 0..<12)
  func request(_ index: Int) throws {
    let line = try #require(Self.lines.indices.contains(index) ? Self.lines[index] : nil)
    let prompt = try RegionPrompt(taxonomy: .publaynet)
    let request = try JSONDecoder().decode(Request.self, from: Data(line.utf8))
    #expect(request.method == "POST" && request.url == "/v1/chat/completions")
    let body = request.body
    #expect(body.messages.map(\.role) == ["system", "user"])
    #expect(body.messages[0].content == prompt.system)
    let user = body.messages[1].content
    let parts = user.components(separatedBy: "\n")
    #expect(parts.count == 2)
    #expect(
      parts[0].wholeMatch(of: #/Page of \d+ x \d+ pixels, language eng. Its rows, one a line:/#)
        != nil)
    let rows = try JSONDecoder().decode(String.self, from: Data(parts[1].utf8))
    #expect(!rows.isEmpty && quotedForPrompt(rows) == parts[1])
    let tokens = body.messages.reduce(0) { $0 + TokenBudget.tokens(of: $1.content) }
    #expect(tokens < 12_000)
    // The schema stands in the line as it is, on one line.
    #expect(line.contains(prompt.schema.replacing("\n", with: " ")))
    // An answer comes back under this name, and is found under it.
    let named = [
      RegionPrompt.version, prompt.hash, body.model, "\(body.max_tokens)",
      "temperature \(body.temperature)", "seed \(body.seed)", prompt.schema, user,
    ].map { "\($0.utf8.count):\($0)" }.joined()
    let hash = SHA256.hash(data: Data(named.utf8)).map { String(format: "%02x", $0) }.joined()
    #expect(request.custom_id == hash)
  }
}
