import Foundation
import GalleyTesting
import Layout
import MethodSlots
import StartConstraint
import Student
import Testing
import Training

/// Short training runs on a few drawn pages.
struct SmallRuns {
  let data: DrawnDataset

  init() throws { data = try DrawnDataset(pages: 6) }

  func folder(_ name: String) -> RunFolder {
    RunFolder(data.folder.appending(path: "runs/\(name)").path)
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
      contentsOf: file, settings: settings,
      methods: [StartConstraint.self, HalfWay.self, Shading.self, Fading.self])
  }

  func run(
    _ name: String, _ settings: [String] = [], resuming: Bool = false,
    report: @escaping @Sendable (TrainingEvent) -> Void = { _ in }
  ) async throws -> (folder: RunFolder, summary: TrainingSummary) {
    let folder = folder(name)
    let summary = try await TrainingRun(
      configuration(settings), taxonomy: .publaynet, folder: folder, report: report
    ).run(resuming: resuming)
    return (folder, summary)
  }

  /// A run that is stopped after a step, and gone on with to its end.
  func brokenRun(
    _ name: String, _ settings: [String] = [], after step: Int
  ) async throws -> RunFolder {
    let task = TaskBox()
    let broken = TrainingRun(
      try configuration(settings), taxonomy: .publaynet, folder: folder(name)
    ) { event in
      if case .step(step, _, _) = event { task.cancel() }
    }
    let summary = try await task.value { try await broken.run() }
    #expect(summary.wasStopped && summary.steps == step + 1)
    let again = try await run(name, settings, resuming: true)
    #expect(again.summary.steps == 6 && !again.summary.wasStopped)
    return again.folder
  }

  /// The lines of a run's `metrics.jsonl`.
  func metrics(_ folder: RunFolder) throws -> [String] {
    try String(contentsOfFile: folder.metrics, encoding: .utf8).split(separator: "\n")
      .map(String.init)
  }

  /// A figure of a run's first step.
  func first(_ figure: String, of folder: RunFolder) throws -> Double {
    let line = try #require(try metrics(folder).first)
    let figures = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
    return try #require(figures?[figure] as? Double)
  }

  func bytes(_ path: String) throws -> Data { try Data(contentsOf: URL(fileURLWithPath: path)) }

  /// The student that the runs start with.
  func untrained() throws -> StudentModel {
    try StudentModel(
      .init(
        preset: .tiny, classes: Taxonomy.publaynet.classes.map(\.name), taxonomy: "publaynet",
        roles: nil, input: 96), seed: 0)
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
