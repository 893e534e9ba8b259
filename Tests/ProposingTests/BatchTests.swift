import Foundation
import GalleyTesting
import LabelStore
import LanguageModel
import Layout
import Proposing
import RegionProposals
import Testing

@Suite("Batch files")
struct BatchTests {
  /// A project of so many pages, each with its own words.
  private struct Trial {
    let folder: URL
    let pages: ProposalPages

    init(_ count: Int, in folder: URL) async throws {
      self.folder = folder
      let store = try LabelStore.open(project: folder.appending(path: "p"), create: true)
      try await store.adopt(.doclaynet)
      try await store.record(parameters: "{}", fingerprint: "f")
      for number in 1...max(1, count) {
        let words = (0..<4).map { index in
          Word(
            id: index, text: "word\(number)x\(index)",
            box: Box(x: 20, y: 20 + 30 * Double(index), width: 100, height: 12), confidence: 90,
            block: index, paragraph: index, line: index)
        }
        try await store.save(
          PageLabels(
            page: Page(
              file: "a.pdf", fileHash: "h", number: number, width: 300, height: 400, dpi: 100,
              rotation: 0),
            text: PageText(words: words, origin: .ocr, reason: "made"), teacher: [],
            proposals: [], fused: [], classNames: Taxonomy.doclaynet.classes.map(\.name),
            fingerprint: "f", textFingerprint: "t", teacherFingerprint: "t", parameters: "f",
            notes: [], seconds: [:], tokens: 0))
      }
      pages = try await ProposalPages(store)
    }

    func proposer(
      _ server: ScriptedServer? = nil, samples: Int = 1
    ) throws -> LanguageModelProposer {
      try LanguageModelProposer(
        model: try server.map {
          .served(ChatClient(endpoint: try Endpoint($0.url), model: "m"))
        } ?? .recorded(name: "m"),
        taxonomy: .doclaynet, languages: ["eng"], settings: ProposalSettings(samples: samples),
        cacheFolder: folder.appending(path: "answers"))
    }

    func lines(_ file: URL) throws -> [[String: Any]] {
      try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map {
        try #require(
          try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
      }
    }
  }

  private static let good = """
    {"regions":[{"k":1,"parent":null,"class":"Text","ids":["0-3"],"between":null,\
    "confidence":"high","why":""}],"page_type":"other"}
    """

  private static func response(_ id: String, _ text: String) throws -> String {
    let body: [String: Any] = [
      "custom_id": id, "id": "x", "error": NSNull(),
      "response": [
        "status_code": 200,
        "body": [
          "choices": [["message": ["content": text], "finish_reason": "stop"]],
          "usage": ["prompt_tokens": 100, "completion_tokens": 10],
        ],
      ],
    ]
    return String(decoding: try JSONSerialization.data(withJSONObject: body), as: UTF8.self)
  }

  @Test("Requests have the form of the Batch API, one a sample, and stay under its limits")
  func requests() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let trial = try await Trial(5, in: folder)
      let target = folder.appending(path: "r.jsonl")
      let written = try await BatchJob(trial.pages, proposer: trial.proposer(samples: 2))
        .writeRequests(to: target, mostRequests: 4)
      #expect(written.requests == 10)
      #expect(written.files.map(\.lastPathComponent) == ["r.jsonl", "r-2.jsonl", "r-3.jsonl"])
      let lines = try written.files.flatMap(trial.lines)
      #expect(Set(lines.compactMap { $0["custom_id"] as? String }).count == 10)
      for line in lines {
        #expect(line["method"] as? String == "POST")
        #expect(line["url"] as? String == "/v1/chat/completions")
        let body = try #require(line["body"] as? [String: Any])
        #expect(body["model"] as? String == "m")
        #expect((body["messages"] as? [Any])?.count == 2)
        #expect(body["response_format"] != nil)
      }
      let bySize = try await BatchJob(trial.pages, proposer: trial.proposer(samples: 2))
        .writeRequests(to: folder.appending(path: "s.jsonl"), mostBytes: 20_000)
      for file in bySize.files {
        #expect(try Data(contentsOf: file).count <= 20_000)
      }
      #expect(try bySize.files.flatMap(trial.lines).count == 10)
      // Nothing half written is left.
      let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      #expect(!names.contains { $0.hasPrefix(".") })
    }
  }

  @Test("Answers come in any order, some missing, some failed; a normal run then finds them")
  func responses() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let trial = try await Trial(6, in: folder)
      let job = BatchJob(trial.pages, proposer: try trial.proposer())
      let target = folder.appending(path: "r.jsonl")
      _ = try await job.writeRequests(to: target)
      let ids = try trial.lines(target).compactMap { $0["custom_id"] as? String }
      let failed = """
        {"custom_id":"\(ids[1])","response":{"status_code":429,"body":\
        {"error":{"message":"slow down"}}},"error":null}
        """
      let expired = """
        {"custom_id":"\(ids[2])","response":null,"error":{"code":"batch_expired","message":"late"}}
        """
      let output = folder.appending(path: "out.jsonl")
      try [
        Self.response(ids[5], Self.good), Self.response("stranger", Self.good), "not json",
        Self.response(ids[0], Self.good), failed, "", expired, Self.response(ids[3], "no json"),
      ].joined(separator: "\n").write(to: output, atomically: true, encoding: .utf8)

      let taken = try await job.takeResponses(from: output)
      #expect(taken.taken == 2 && taken.missing == 1 && taken.foreign == 1)
      #expect(taken.failed.values.reduce(0, +) == 2 && taken.unusable.values.reduce(0, +) == 1)
      #expect(taken.failed.keys.contains { $0.contains("slow down") })
      #expect(taken.failed.keys.contains { $0.contains("late") })
      #expect(taken.unreadable?.first == 3 && taken.unreadable?.count == 1)
      #expect(taken.tokens == (200, 20))
      #expect(try await job.takeResponses(from: output).known == 2)

      // The next file of requests holds the open ones only; a normal run asks for no more.
      #expect(try await job.writeRequests(to: target).requests == 4)
      let server = try ScriptedServer([.completion(Self.good)])
      let report = try await ProposalJob(
        trial.pages, proposer: trial.proposer(server), inFlight: 2
      ).run { _ in }
      #expect(report.answered == 6 && report.calls == 4)
      #expect(server.requests.count == 4)
    }
  }

  @Test("A file that is none of a batch changes nothing and is named")
  func foreignFile() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let trial = try await Trial(1, in: folder)
      let job = BatchJob(trial.pages, proposer: try trial.proposer())
      for (name, text) in [("a", ""), ("b", "hello\nworld\n"), ("c", "{}\n[1]")] {
        let file = folder.appending(path: name)
        try text.write(to: file, atomically: true, encoding: .utf8)
        let error = await #expect(throws: RegionProposalsError.self) {
          try await job.takeResponses(from: file)
        }
        #expect("\(try #require(error))".hasPrefix("'\(file.path)' line 1: "))
      }
      await #expect(throws: RegionProposalsError.self) {
        try await job.takeResponses(from: folder.appending(path: "none"))
      }
    }
  }

  @Test("A budget ends a run of questions; what is answered stays")
  func budget() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let trial = try await Trial(30, in: folder)
      let server = try ScriptedServer([.completion(Self.good, read: 1000, written: 100)])
      let meter = SpendMeter(prices: TokenPrices(input: 1, cached: 1, output: 0), budget: 0.012)
      let proposer = try LanguageModelProposer(
        model: .served(ChatClient(endpoint: Endpoint(server.url), model: "m")),
        taxonomy: .doclaynet,
        languages: ["eng"], cacheFolder: folder.appending(path: "answers"), spending: meter)
      let report = try await ProposalJob(trial.pages, proposer: proposer, inFlight: 2).run { _ in }
      guard case .budgetReached = report.stoppedBy else {
        Issue.record("stopped by \(String(describing: report.stoppedBy))")
        return
      }
      #expect(report.answered == server.requests.count && report.answered > 0)
      #expect(meter.spent <= 0.012 + 0.001)
      let more = try await ProposalJob(
        trial.pages, proposer: trial.proposer(server), inFlight: 2
      ).run { _ in }
      #expect(more.answered == 30 && more.calls == 30 - report.answered)
    }
  }
}
