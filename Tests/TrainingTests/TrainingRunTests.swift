import Foundation
import GalleyTesting
import Layout
import Student
import Tensors
import Testing
import Training

@Suite("A training run", .serialized)
struct TrainingRunTests {
  let runs: SmallRuns

  init() throws { runs = try SmallRuns() }

  @Test func `broken off and gone on with ends in the same bytes`() async throws {
    defer { runs.data.remove() }
    let (whole, _) = try await runs.run("whole")
    for step in [0, 2, 4] {
      let folder = try await runs.brokenRun("broken\(step)", after: step)
      for (one, other) in [(whole.last, folder.last), (whole.best, folder.best)] {
        #expect(try runs.bytes(one) == runs.bytes(other))
      }
      #expect(try runs.metrics(folder) == runs.metrics(whole))
    }
  }

  @Test func `leaves figures, events, a report and a teacher`() async throws {
    defer { runs.data.remove() }
    let (folder, summary) = try await runs.run("run", ["input=128"])
    #expect(summary.best != nil)
    #expect(try runs.metrics(folder).count == 6 + 2)
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    for name in [
      "teacher.onnx", "teacher-portrait.onnx", "teacher-landscape.onnx", "teacher.yaml",
      "report.html", "config.yaml",
    ] {
      #expect(files.contains(name))
    }
    #expect(files.contains { $0.hasPrefix("events.out.tfevents.") })
    #expect(
      try String(contentsOfFile: folder.report, encoding: .utf8).contains("<polyline"))
  }

  @Test func `is not overwritten, and not gone on with under other settings`() async throws {
    defer { runs.data.remove() }
    _ = try await runs.run("run", ["steps=2"])
    await #expect(throws: TrainingError.self) { try await runs.run("run", ["steps=2"]) }
    let error = await #expect(throws: TrainingError.self) {
      try await runs.run("run", ["steps=2", "seed=5"], resuming: true)
    }
    #expect(error.map { "\($0)".contains("other settings") } == true)
  }

  @Test func `with methods goes on as if it had never stopped, and tells their figures`()
    async throws
  {
    defer { runs.data.remove() }
    let settings = ["methods.l2-sp.start=1", "learning.freeze=backbone"]
    let (whole, _) = try await runs.run("whole", settings)
    let folder = try await runs.brokenRun("broken", settings, after: 2)
    #expect(try runs.bytes(whole.best) == runs.bytes(folder.best))
    let lines = try runs.metrics(whole)
    #expect(lines.first?.contains("\"l2-sp/distance\":0.0") == true)
    #expect(lines.filter { $0.contains("l2-sp/distance") }.count == 6)
    let (first, last) = (try runs.untrained(), try StudentModel(contentsOf: whole.path))
    func numbers(_ model: StudentModel, _ path: String) throws -> [Float]? {
      try model.store[path]?.array(of: Float.self)
    }
    let path = try #require(first.store.entries.first { $0.name.hasPrefix("backbone.") }).name
    #expect(try numbers(first, path) == numbers(last, path))
    #expect(try numbers(first, "head.sides.weight") != numbers(last, "head.sides.weight"))
  }

  @Test func `ends when nothing gets better`() async throws {
    defer { runs.data.remove() }
    let (_, summary) = try await runs.run(
      "run", ["steps=60", "evaluate_every=1", "patience=2", "learning.rate=0"])
    #expect(summary.endedEarly && summary.steps < 60)
  }

  @Test func `that diverges ends with the pages named, its statistics those of sound steps`()
    async throws
  {
    defer { runs.data.remove() }
    let error = await #expect(throws: TrainingError.self) {
      try await runs.run(
        "run",
        [
          "steps=60", "loss.overlap=1000", "learning.rate=10", "learning.clip=0",
          "learning.warm_up=0", "checkpoint_every=1",
        ])
    }
    #expect(
      error.map { "\($0)".contains("training diverged at step") && "\($0)".contains(".pgm") }
        == true)
    let left = try Safetensors(contentsOf: runs.folder("run").last)
    let statistics = left.tensors.filter {
      $0.key.hasPrefix("model.") && $0.key.contains("running_")
    }
    #expect(!statistics.isEmpty)
    for (name, tensor) in statistics {
      let numbers: [Float] = try tensor.array()
      #expect(numbers.allSatisfy { $0.isFinite }, "\(name)")
    }
  }
}
