import Foundation
import GalleyTesting
import Layout
import MethodSlots
import StartConstraint
import Student
import Tensors
import Testing
import Training

@Suite("A training run", .serialized)
struct TrainingRunTests {
  let data: DrawnDataset
  let runs: URL

  init() throws {
    data = try DrawnDataset(pages: 6)
    runs = data.folder.appending(path: "runs")
  }

  func configuration(_ settings: [String] = []) throws -> TrainingConfiguration {
    let file = data.folder.appending(path: "train.yaml")
    try Data(
      """
      taxonomy: publaynet
      steps: 6
      batch: 2
      input: 96
      threads: 1
      data: {labelled: ., folds: 3}
      learning: {warm_up: 2}
      evaluate_every: 3
      checkpoint_every: 2

      """.utf8
    ).write(to: file)
    return try TrainingConfiguration(
      contentsOf: file, settings: settings, methods: [StartConstraint.self])
  }

  func run(
    _ name: String, _ settings: [String] = [], resuming: Bool = false,
    report: @escaping @Sendable (TrainingEvent) -> Void = { _ in }
  ) async throws -> (folder: RunFolder, summary: TrainingSummary) {
    let folder = RunFolder(runs.appending(path: name).path)
    let summary = try await TrainingRun(
      configuration(settings), taxonomy: .publaynet, folder: folder, report: report
    ).run(resuming: resuming)
    return (folder, summary)
  }

  @Test func `broken off and gone on with ends in the same bytes`() async throws {
    defer { data.remove() }
    let (whole, _) = try await run("whole")
    for step in [0, 2, 4] {
      let name = "broken\(step)"
      let folder = RunFolder(runs.appending(path: name).path)
      let configuration = try configuration()
      let task = TaskBox()
      let run = TrainingRun(configuration, taxonomy: .publaynet, folder: folder) { event in
        if case .step(step, _, _) = event { task.cancel() }
      }
      let summary = try await task.value { try await run.run() }
      #expect(summary.wasStopped && summary.steps == step + 1)
      let again = try await TrainingRun(
        configuration, taxonomy: .publaynet, folder: folder, report: { _ in }
      ).run(resuming: true)
      #expect(again.steps == 6 && !again.wasStopped)
      for (one, other) in [(whole.last, folder.last), (whole.best, folder.best)] {
        #expect(
          try Data(contentsOf: URL(fileURLWithPath: one))
            == Data(contentsOf: URL(fileURLWithPath: other)))
      }
      #expect(try steps(folder) == steps(whole))
    }
  }

  func steps(_ folder: RunFolder) throws -> [String] {
    try String(contentsOfFile: folder.metrics, encoding: .utf8).split(separator: "\n")
      .map(String.init)
  }

  @Test func `leaves figures, events, a report and a teacher`() async throws {
    defer { data.remove() }
    let (folder, summary) = try await run("run", ["input=128"])
    #expect(summary.best != nil)
    #expect(try steps(folder).count == 6 + 2)
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
    defer { data.remove() }
    _ = try await run("run", ["steps=2"])
    await #expect(throws: TrainingError.self) { try await run("run", ["steps=2"]) }
    let error = await #expect(throws: TrainingError.self) {
      try await run("run", ["steps=2", "seed=5"], resuming: true)
    }
    #expect(error.map { "\($0)".contains("other settings") } == true)
  }

  @Test func `with methods goes on as if it had never stopped, and tells their figures`()
    async throws
  {
    defer { data.remove() }
    let settings = ["methods.l2-sp.start=1", "learning.freeze=backbone"]
    let (whole, _) = try await run("whole", settings)
    let folder = RunFolder(runs.appending(path: "broken").path)
    let configuration = try configuration(settings)
    let task = TaskBox()
    let broken = TrainingRun(configuration, taxonomy: .publaynet, folder: folder) { event in
      if case .step(2, _, _) = event { task.cancel() }
    }
    _ = try await task.value { try await broken.run() }
    _ = try await run("broken", settings, resuming: true)
    #expect(
      try Data(contentsOf: URL(fileURLWithPath: whole.best))
        == Data(contentsOf: URL(fileURLWithPath: folder.best)))
    let lines = try String(contentsOfFile: whole.metrics, encoding: .utf8).split(separator: "\n")
    #expect(lines.first?.contains("\"l2-sp/distance\":0.0") == true)
    #expect(lines.filter { $0.contains("l2-sp/distance") }.count == 6)
    let (first, last) = (
      try StudentModel(
        .init(
          preset: .tiny, classes: Taxonomy.publaynet.classes.map(\.name), taxonomy: "publaynet",
          roles: nil, input: 96), seed: 0),
      try StudentModel(contentsOf: whole.path)
    )
    func numbers(_ model: StudentModel, _ path: String) throws -> [Float]? {
      try model.store[path]?.array(of: Float.self)
    }
    let path = try #require(first.store.entries.first { $0.name.hasPrefix("backbone.") }).name
    #expect(try numbers(first, path) == numbers(last, path))
    #expect(try numbers(first, "head.sides.weight") != numbers(last, "head.sides.weight"))
  }

  @Test func `ends when nothing gets better`() async throws {
    defer { data.remove() }
    let (_, summary) = try await run(
      "run", ["steps=60", "evaluate_every=1", "patience=2", "learning.rate=0"])
    #expect(summary.endedEarly && summary.steps < 60)
  }

  @Test func `that diverges ends with the pages named, its statistics those of sound steps`()
    async throws
  {
    defer { data.remove() }
    let error = await #expect(throws: TrainingError.self) {
      try await run(
        "run",
        [
          "steps=60", "loss.overlap=1000", "learning.rate=10", "learning.clip=0",
          "learning.warm_up=0", "checkpoint_every=1",
        ])
    }
    #expect(
      error.map { "\($0)".contains("training diverged at step") && "\($0)".contains(".pgm") }
        == true)
    let left = try Safetensors(contentsOf: RunFolder(runs.appending(path: "run").path).last)
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

/// A task that can be cancelled from within what it runs.
private final class TaskBox: @unchecked Sendable {
  // `@unchecked`: set before the run reports anything, and only cancelled after.
  private var task: Task<TrainingSummary, any Error>?
  private let lock = NSLock()

  func value(
    _ body: @escaping @Sendable () async throws -> TrainingSummary
  ) async throws -> TrainingSummary {
    let started = start(body)
    return try await started.value
  }

  private func start(
    _ body: @escaping @Sendable () async throws -> TrainingSummary
  ) -> Task<TrainingSummary, any Error> {
    lock.withLock {
      let started = Task { try await body() }
      task = started
      return started
    }
  }

  func cancel() { lock.withLock { task?.cancel() } }
}
