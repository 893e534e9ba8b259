import Foundation
import GalleyTesting
import Testing

extension CommandLineSuite {
  @Suite("A command around a served model")
  struct ServeLLMTests {
    @Test func `learns of it from its environment, and its exit code passes through`() async throws
    {
      let output = try await GalleyTool.run([
        "serve-llm", "--", "sh", "-c", "echo $GALLEY_LLM_URL $GALLEY_LLM_MODEL; exit 7",
      ])
      #expect(output.code == 7)
      #expect(
        output.text.wholeMatch(of: /http:\/\/127\.0\.0\.1:[0-9]+ smollm2-135m-instruct\n/) != nil,
        "\(output.text)\(output.error)")
    }

    @Test func `that cannot be run is told, with the shell's exit code`() async throws {
      let output = try await GalleyTool.run(["serve-llm", "--", "no-such-command"])
      #expect(output.code == 127)
      #expect(output.error.contains("cannot run 'no-such-command'"))
    }
  }
}
