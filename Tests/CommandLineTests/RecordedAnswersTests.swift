import Foundation
import GalleyTesting
import Testing

extension CommandLineSuite {
  @Suite("Recorded answers without a server")
  struct RecordedAnswersTests {
    private static let models = ScriptedServer.Act.answer(
      status: 200, body: #"{"data":[{"id":"m"}]}"#)
    private static let answer = """
      {"regions":[{"k":1,"parent":null,"class":"Title","ids":["0"],"between":null,\
      "confidence":"high","why":""}],"page_type":"other"}
      """

    /// A project of three pages that text rules have labelled.
    private struct Trial {
      let folder: URL
      let files: [String]
      var project: String { folder.appending(path: "p.galley").path }

      init(in folder: URL) async throws {
        self.folder = folder
        files = try (0..<3).map { number in
          let file = folder.appending(path: "\(number).pdf")
          let content = "BT /F1 12 Tf 40 160 Td (page \(number) of some words to read) Tj ET"
          try SmallPDF(width: 300, height: 200, content: content).data.write(to: file)
          return file.path
        }
        #expect(try await label([]).code == 0)
      }

      func label(_ options: [String]) async throws -> ToolOutput {
        try await GalleyTool.run(
          ["label", "--project", project, "--teacher", "none", "--ocr", "never"] + options + files)
      }

      func propose(_ options: [String]) async throws -> ToolOutput {
        try await GalleyTool.run(["propose", "--project", project] + options)
      }

      /// Takes answers to so many of the open questions of a model into the project.
      func record(_ count: Int, model: String, _ options: [String] = []) async throws {
        let file = folder.appending(path: "requests-\(model).jsonl")
        let options = ["--llm-model", model] + options
        #expect(try await propose(options + ["--batch-requests", file.path]).code == 0)
        let ids = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map {
          let line = try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
          return try #require(line?["custom_id"] as? String)
        }
        let lines = try ids.prefix(count).map { id in
          let body: [String: Any] = [
            "choices": [["message": ["content": RecordedAnswersTests.answer]]]
          ]
          return String(
            decoding: try JSONSerialization.data(withJSONObject: [
              "custom_id": id, "response": ["status_code": 200, "body": body],
            ]), as: UTF8.self)
        }
        let output = folder.appending(path: "output-\(model).jsonl")
        try lines.joined(separator: "\n").write(to: output, atomically: true, encoding: .utf8)
        _ = try await propose(options + ["--batch-responses", output.path])
      }
    }

    @Test func `serve, what is missing is counted, and a server is asked for that alone`()
      async throws
    {
      try await Fixture.withTemporaryFolder { folder in
        let trial = try await Trial(in: folder)
        try await trial.record(2, model: "m")

        let proposed = try await trial.propose(["--llm-model", "m"])
        #expect(proposed.code == 3, "\(proposed.error)")
        #expect(proposed.text.contains("2 of 3 pages usable"))
        #expect(proposed.text.contains("1 pages: no answer of 'm' to it is recorded"))
        #expect(proposed.error.contains("1 page lacks a recorded answer: --llm-url URL asks"))

        let labelled = try await trial.label(["--llm-model", "m", "--json"])
        #expect(labelled.code == 0, "\(labelled.error)")
        let pages = try labelled.events("labelled")
        let lacking = pages.filter { $0.lacksAnswer ?? false }
        #expect(pages.count == 3 && lacking.count == 1)
        #expect(
          lacking.first?.notes?.contains {
            $0.hasPrefix("text rules propose alone: no answer of 'm' to it is recorded")
          } == true)
        #expect(try labelled.events("finished").first?.unrecorded == 1)
        #expect(labelled.error.contains("1 page lacks a recorded answer"))
        // The rules' page is not done for good; the others are.
        let again = try await trial.label(["--llm-model", "m"])
        #expect(again.text.contains("no answer       1 pages without a recorded answer\n"))
        #expect(again.text.contains("language model m, recorded answers only"))

        let server = try ScriptedServer([Self.models, .completion(Self.answer)])
        let asked = try await trial.label(
          ["--llm-url", server.url, "--llm-model", "m", "--json"])
        #expect(asked.code == 0, "\(asked.error)")
        #expect(server.requests.count == 2)
        #expect(try asked.events("up_to_date").count == 2)
        #expect(try asked.events("finished").first?.unrecorded == nil)
        let whole = try await trial.label(["--llm-model", "m", "--json"])
        #expect(try whole.events("up_to_date").count == 3)
        #expect(try whole.events("finished").first?.unrecorded == 0)
        #expect(try await trial.propose(["--llm-model", "m"]).code == 0)
      }
    }

    @Test func `of several models, and of several samples, are kept apart`() async throws {
      try await Fixture.withTemporaryFolder { folder in
        let trial = try await Trial(in: folder)
        try await trial.record(3, model: "one")
        try await trial.record(1, model: "two")
        // Two answers a page: the first page has both, the second has one, the third none.
        try await trial.record(3, model: "three", ["--samples", "2"])
        for (options, missing) in [
          (["--llm-model", "one"], 0), (["--llm-model", "two"], 2), (["--llm-model", "none"], 3),
          (["--llm-model", "three", "--samples", "2"], 2), (["--llm-model", "three"], 3),
          (["--llm-model", "one", "--no-rationale"], 3),
        ] {
          let labelled = try await trial.label(options + ["--json"])
          #expect(labelled.code == 0, "\(labelled.error)")
          #expect(try labelled.events("finished").first?.unrecorded == missing, "\(options)")
        }
      }
    }

    @Test func `with examples are told from those without`() async throws {
      try await Fixture.withTemporaryFolder { folder in
        let trial = try await Trial(in: folder)
        let set = folder.appending(path: "set.json")
        try """
        {"images": [{"id": 1, "file_name": "0.pdf#page=1", "width": 300, "height": 200}],
         "categories": [{"id": 1, "name": "Title"}],
         "annotations": [{"id": 1, "image_id": 1, "category_id": 1, "bbox": [38, 28, 230, 44]}]}
        """.write(to: set, atomically: true, encoding: .utf8)
        let examples = ["--examples", set.path]
        try await trial.record(3, model: "m", examples)
        func missing(_ options: [String]) async throws -> Int? {
          let labelled = try await trial.label(["--llm-model", "m", "--json"] + options)
          #expect(labelled.code == 0, "\(labelled.error)")
          return try labelled.events("finished").first?.unrecorded
        }
        #expect(try await missing(examples) == 0)
        // The labelled page itself is shown no example: its question is the same without any.
        #expect(try await missing([]) == 2)
        // Each file is a document of its own, and yet the prompt says of what documents they are.
        #expect(try await missing(examples + ["--examples-from", "other-documents"]) == 2)
      }
    }

    @Test func `need a model's name`() async throws {
      try await Fixture.withTemporaryFolder { folder in
        let trial = try await Trial(in: folder)
        let proposed = try await trial.propose([])
        #expect(proposed.code == 64)
        #expect(proposed.error.contains("--llm-model for what is recorded"))
        let unnamed = try await trial.propose(["--llm-model", ""])
        #expect(unnamed.code == 64 && unnamed.error.contains("--llm-model for what is recorded"))
        let labelled = try await GalleyTool.run(
          ["label", "--project", trial.project, "--teacher", "none", "--ocr", "never"]
            + trial.files, environment: ["GALLEY_LLM_MODEL": ""])
        #expect(labelled.code == 0 && labelled.text.contains("text rules (no language model)"))
        let shown = try await trial.label(["--examples", "x.json"])
        #expect(shown.code == 64 && shown.error.contains("--llm-model"))
      }
    }
  }
}
