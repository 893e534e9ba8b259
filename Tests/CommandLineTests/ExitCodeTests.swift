import Foundation
import GalleyTesting
import Testing

extension CommandLineSuite {
  @Suite("Exit codes")
  struct ExitCodeTests {
    /// `@` stands for the test's own folder, which holds `text.txt`, `junk.galley/galley.sqlite`
    /// (no database) and the project `p.galley` of one page.
    struct Case: CustomTestStringConvertible, Sendable {
      var code: Int32
      var command: String
      var says: String
      var environment: [String: String] = [:]
      var testDescription: String { "\(code): \(command)" }

      init(_ code: Int32, _ command: String, _ says: String, _ environment: [String: String] = [:])
      {
        self.code = code
        self.command = command
        self.says = says
        self.environment = environment
      }
    }

    static let page = "Fixtures/pages/faa-handbook.pdf"
    static let label = "label \(page) --project @/new.galley"

    static let propose = "propose --project @/p.galley --llm-model m"

    static let cases = [
      Case(0, "\(label) --teacher none --ocr never", "1 labelled"),
      Case(
        0, "\(propose) --pages 1 --pages-per-document 1 --seed 2 --batch-requests @/r.jsonl",
        "1 requests of 1 pages"),
      Case(3, "label @/text.txt \(page) --project @/new.galley --teacher none", "plain text"),
      Case(3, "label @/gone.pdf --project @/new.galley --teacher none", "no such file"),
      Case(64, "label --project @/new.galley", "Missing expected argument '<input> ...'"),
      Case(64, "label \(page)", "Missing expected argument '--project <dir>'"),
      Case(64, "\(label) --no-such-option", "Unknown option '--no-such-option'"),
      Case(64, "\(label) --jobs 0", "--jobs must be at least 1"),
      Case(64, "\(label) --dpi 5", "--dpi must lie between 20 and 1200"),
      Case(64, "\(label) --dpi nan", "--dpi must lie between 20 and 1200"),
      Case(64, "\(label) --passes 99", "--passes must lie between 0 and 32"),
      Case(64, "\(label) --page-timeout 0", "--page-timeout must lie between"),
      Case(64, "\(label) --max-megapixels 0", "--max-megapixels must lie between"),
      Case(64, "\(label) --llm-timeout 0", "--llm-timeout must lie between"),
      Case(64, "\(label) --llm-calls 0", "--llm-calls must lie between"),
      Case(64, "\(label) --prompt-tokens 100", "--prompt-tokens must lie between"),
      Case(64, "\(label) --examples-per-page 9", "--examples-per-page must lie between"),
      Case(64, "\(label) --teacher none --examples @/x.json", "give --llm-url"),
      Case(64, "\(propose) --examples @/gone.json --batch-requests @/r.jsonl", "gone.json"),
      Case(64, "\(propose) --examples @/text.txt --batch-requests @/r.jsonl", "text.txt"),
      Case(64, "\(propose) --seed 1 --batch-requests @/r.jsonl", "need --pages"),
      Case(64, "\(propose) --pages 0 --batch-requests @/r.jsonl", "--pages must be at least 1"),
      Case(64, "\(propose) --pages 1 --explain \(page)", "leave it out here"),
      Case(64, "label @/none*.pdf --project @/new.galley", "no file matches"),
      Case(64, "label @/p.galley --project @/new.galley", "no PDF or page image in"),
      Case(64, "\(label) --taxonomy nonsense", "nonsense"),
      Case(64, "\(label) --teacher nonsense", "nonsense"),
      Case(64, "\(label) --teacher none --llm-url http://example.com", "insecure"),
      Case(64, "\(label) --teacher none --llm-url gopher://x", "gopher"),
      Case(64, "export --project @/p.galley", "Missing expected argument '--format <format>'"),
      Case(64, "export --project @/p.galley --format html --results", "go with --format coco"),
      Case(64, "export --project @/p.galley --format coco --match-truth @/text.txt", "text.txt"),
      Case(64, "export --project @/p.galley --format coco --match-truth @/gone.json", "gone.json"),
      Case(
        64, "evaluate --truth @/text.txt --predictions @/text.txt", "text.txt: line 1, column 1"),
      Case(
        64, "evaluate --truth @/gone.json --predictions @/text.txt", "gone.json: cannot be read"),
      Case(64, "evaluate --truth @/text.txt", "Missing expected argument '--predictions <file>"),
      Case(64, "serve-llm --port 70000", "--port must lie between 0 and 65535"),
      Case(69, label, "make setup", ["GALLEY_RUNTIME": "/nonexistent"]),
      Case(69, "serve-llm -- true", "make setup", ["GALLEY_RUNTIME": "/nonexistent"]),
      Case(69, "doctor", "make setup", ["GALLEY_RUNTIME": "/nonexistent"]),
      Case(69, "\(label) --teacher none", "is not installed", ["PATH": "/nonexistent"]),
      Case(69, "\(label) --teacher none --languages tlh", "tlh"),
      Case(74, "label \(page) --project @/text.txt --teacher none", "text.txt"),
      Case(74, "label \(page) --project @/junk.galley --teacher none", "no label store"),
      Case(
        74, "label \(page) --project @/p.galley --teacher none --taxonomy publaynet",
        "use --taxonomy doclaynet"),
      Case(74, "export --project @/none.galley --format coco", "no labels here"),
      Case(74, "export --project @/junk.galley --format html", "no label store"),
      Case(74, "export --project @/p.galley --format coco --output @/text.txt/x.json", "x.json"),
    ]

    @Test("tell scripts what happened", arguments: cases)
    func code(_ example: Case) async throws {
      try await Fixture.withTemporaryFolder { folder in
        try Data("some words\n".utf8).write(to: folder.appending(path: "text.txt"))
        let junk = folder.appending(path: "junk.galley")
        try FileManager.default.createDirectory(at: junk, withIntermediateDirectories: true)
        try Data(repeating: 0x41, count: 5000).write(to: junk.appending(path: "galley.sqlite"))
        if example.command.contains("@/p.galley") {
          _ = try await GalleyTool.quickLabel(
            [Self.page], project: folder.appending(path: "p.galley"))
        }
        let arguments = example.command.split(separator: " ").map {
          String($0).replacing("@", with: folder.path)
        }
        let output = try await GalleyTool.run(
          arguments, environment: example.environment, limit: 30)
        #expect(output.code == example.code, "\(output.text)\(output.error)")
        #expect(
          (output.text + output.error).contains(example.says), "\(output.text)\(output.error)")
        // A reader learns what is wrong from one line, not from a dump of the program's insides.
        #expect(!output.error.contains("Fatal error") && !output.error.contains("Error("))
      }
    }

    @Test func `tell a program why a job was broken off, and what was done`() async throws {
      let server = try ScriptedServer([.answer(status: 200, body: #"{"data":[{"id":"m"}]}"#)])
      defer { server.stop() }
      try await Fixture.withTemporaryFolder { folder in
        let output = try await GalleyTool.run([
          "label", Self.page, "--project", folder.appending(path: "p.galley").path, "--teacher",
          "none", "--llm-url", server.url, "--llm-model", "gpt-4o-mini", "--budget-usd", "0.000001",
          "--json",
        ])
        #expect(output.code == 75)
        let last = try #require(try output.events.last)
        #expect(last.event == "broken_off")
        #expect(last.reason?.contains("budget") == true)
      }
    }

    @Test func `tell that a language model does not answer`() async throws {
      let server = try ScriptedServer([.answer(status: 404, body: "{}")])
      defer { server.stop() }
      try await Fixture.withTemporaryFolder { folder in
        let output = try await GalleyTool.run([
          "label", Self.page, "--project", folder.appending(path: "p.galley").path, "--teacher",
          "none", "--llm-url", server.url,
        ])
        #expect(output.code == 69)
        #expect(output.error.contains(server.url), "\(output.error)")
      }
    }
  }
}
