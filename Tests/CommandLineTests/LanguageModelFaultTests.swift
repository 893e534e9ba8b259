import Foundation
import GalleyTesting
import Testing

extension CommandLineSuite {
  @Suite("A language model that fails")
  struct LanguageModelFaultTests {
    private static let models = ScriptedServer.Act.answer(
      status: 200, body: #"{"data":[{"id":"m"}]}"#)

    private func label(
      _ files: [String], in folder: URL, _ options: [String], environment: [String: String] = [:]
    ) async throws -> ToolOutput {
      try await GalleyTool.run(
        [
          "label", "--project", folder.appending(path: "p.galley").path, "--teacher", "none",
          "--ocr", "never",
        ] + options + files, environment: environment)
    }

    private func documents(_ count: Int, in folder: URL) throws -> [String] {
      try (0..<count).map { number in
        let file = folder.appending(path: "\(number).pdf")
        let content = "BT /F1 12 Tf 40 160 Td (page \(number) of some words to read) Tj ET"
        try SmallPDF(width: 300, height: 200, content: content).data.write(to: file)
        return file.path
      }
    }

    @Test func `for good ends the job, which says how to go on`() async throws {
      try await Fixture.withTemporaryFolder { folder in
        let files = try documents(20, in: folder)
        let server = try ScriptedServer([Self.models, .answer(status: 503, body: "")])
        let output = try await label(
          files, in: folder, ["--llm-url", server.url, "--llm-calls", "8"])
        #expect(output.code == 69, "\(output.error)")
        #expect(output.error.contains("failed 20 times in a row (last: HTTP 503)"))
        #expect(output.error.contains("run the same command again"))
        // The twentieth failure is the last call that is begun; eight may be under way by then.
        #expect((21...28).contains(server.requests.count))

        let rules = try await label(files, in: folder, [])
        #expect(rules.code == 0, "\(rules.error)")
      }
    }

    @Test func `is reached through the proxy of the environment, loopback without`() async throws {
      try await Fixture.withTemporaryFolder { folder in
        let files = try documents(1, in: folder)
        let proxy = try ScriptedServer([Self.models, .completion("{}")])
        let environment = ["http_proxy": proxy.url, "https_proxy": proxy.url]
        let away = try await label(
          files, in: folder, ["--llm-url", "http://llm.invalid", "--allow-insecure"],
          environment: environment)
        #expect(away.code == 0, "\(away.error)")
        #expect(proxy.requests.count >= 2)
        #expect(proxy.requests.first?.head.first == "GET http://llm.invalid/v1/models HTTP/1.1")

        let asked = proxy.requests.count
        let server = try ScriptedServer([Self.models, .completion("{}")])
        let near = try await label(
          files, in: folder, ["--llm-url", server.url, "--llm-model", "m"],
          environment: environment)
        #expect(near.code == 0, "\(near.error)")
        #expect(!server.requests.isEmpty && proxy.requests.count == asked)
      }
    }

    @Test func `is not asked when the file of its certificates is missing`() async throws {
      let output = try await GalleyTool.run([
        "label", "x.pdf", "--project", "/tmp/never-made.galley", "--teacher", "none",
        "--llm-url", "https://llm.invalid", "--llm-ca-file", "/no/such/ca.pem",
      ])
      #expect(output.code == 64)
      #expect(output.error.contains("'/no/such/ca.pem' cannot be used (no such file)"))
    }
  }
}
