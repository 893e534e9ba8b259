import Foundation
import MethodSlots
import Student
import Tensors
import TrainingData

/// Step after step, with evaluations and checkpoints between.
struct TrainingLoop {
  /// Steps without a usable loss after which a run ends.
  private static let mostSkipped = 10

  let configuration: TrainingConfiguration
  let group: ProcessGroup?
  let output: RunOutput?
  let validation: [TrainingPage]
  private let edits: [any WeightEdit]
  private let thread: TensorThread
  private let loader: BatchLoader

  /// - Parameter output: `nil` in processes other than the first, which write and measure nothing.
  init(
    _ configuration: TrainingConfiguration, group: ProcessGroup?, output: RunOutput?,
    validation: [TrainingPage], edits: [any WeightEdit], thread: TensorThread,
    loader: BatchLoader
  ) {
    self.configuration = configuration
    self.group = group
    self.output = output
    self.validation = validation
    self.edits = edits
    self.thread = thread
    self.loader = loader
  }

  /// Trains from where the state is.
  func run(_ state: inout TrainingState) async throws -> TrainingSummary {
    do {
      let endedEarly = try await telling(&state) { try await steps(&$0) }
      let wasStopped = state.progress.step < configuration.steps && !endedEarly
      if let output {
        if wasStopped { try state.write(to: output.folder.last, configuration: configuration) }
        if !wasStopped { try await finish(output, start: state.start) }
      }
      let statistics = loader.statistics
      await loader.stop()
      return TrainingSummary(
        steps: state.progress.step,
        best: state.progress.bestStep.flatMap { step in
          state.progress.bestPrecision.map { (step, $0) }
        }, endedEarly: endedEarly, wasStopped: wasStopped, shareWaiting: statistics.shareWaiting)
    } catch {
      await loader.stop()
      throw error
    }
  }

  /// Whether it ended since nothing got better.
  private func steps(_ state: inout TrainingState) async throws -> Bool {
    let step = TrainingStep(configuration, model: state.model, group: group)
    var (skipped, unreadable) = (0, 0)
    if isToBeat, state.progress.isFresh {
      try await evaluate(&state)
    }
    while state.progress.step < configuration.steps, !hasStalled(state.progress) {
      let next = Task.isCancelled ? nil : try await next()
      guard try group.allAgree(next != nil), let batch = next else { return false }
      tellUnreadable(after: &unreadable)
      let number = state.progress.step
      let outcome = try step(batch, &state)
      try output?.write(outcome.figures, kind: "train", step: number)
      if let loss = outcome.loss {
        skipped = 0
        output?.report(.step(number, loss: loss, rate: outcome.rate))
      } else {
        skipped += 1
        let names = batch.pages.map(\.name)
        output?.report(.skipped(number, pages: names))
        if skipped >= Self.mostSkipped {
          throw TrainingError.diverged(step: number, pages: names)
        }
      }
      let isLast = state.progress.step == configuration.steps
      if isLast || state.progress.step.isMultiple(of: configuration.evaluateEvery) {
        try await evaluate(&state)
      }
      if let output,
        isLast || hasStalled(state.progress)
          || state.progress.step.isMultiple(of: configuration.checkpointEvery)
      {
        try state.write(to: output.folder.last, configuration: configuration)
      }
    }
    return hasStalled(state.progress)
  }

  /// Runs the steps; what fails in a group is another process that has gone.
  private func telling(
    _ state: inout TrainingState, _ body: (inout TrainingState) async throws -> Bool
  ) async throws -> Bool {
    do { return try await body(&state) } catch TensorError.processGroupFailed(let reason) {
      throw TrainingError.processLost(
        rank: group?.rank ?? 0, step: state.progress.step, reason: reason)
    }
  }

  /// The next batch; `nil` where the run was stopped meanwhile.
  private func next() async throws(TrainingDataError) -> TrainingBatch? {
    do throws(TrainingDataError) { return try await loader.next() } catch {
      if Task.isCancelled { return nil }
      throw error
    }
  }

  /// Tells of pages that turned out to be unreadable: others took their place.
  private func tellUnreadable(after told: inout Int) {
    let failures = loader.statistics.failures
    guard failures.count > told else { return }
    told = failures.count
    let example = failures.min { $0.key < $1.key }?.value
    output?.report(
      .note("pages that cannot be read: \(told); others take their place: \(example ?? .stopped)"))
  }

  /// Whether a run starts from what can find regions already: no worse model is kept then.
  private var isToBeat: Bool {
    configuration.start != nil || StudentPreset(rawValue: configuration.student) == nil
  }

  private func hasStalled(_ place: TrainingState.Progress) -> Bool {
    configuration.patience > 0 && place.withoutBetter >= configuration.patience
  }

  /// What a finished run leaves for others: the report, and the best model as a teacher.
  private func finish(_ output: RunOutput, start: [String: Tensor]) async throws {
    let best = try StudentModel(contentsOf: output.folder.best)
    if !edits.isEmpty {
      for edit in edits { try edit.edit(best, start: start) }
      try best.write(to: output.folder.edited)
      if !validation.isEmpty {
        let figures = try await measured(best, output)
        // Named apart from the best model's, whose figures readers take for the run's.
        try output.write(
          figures.map { ("edited-\($0.0)", $0.1) }, kind: "validation",
          step: configuration.steps - 1)
        output.report(
          .note("edited by methods: " + figures.map { "\($0.0) \($0.1)" }.joined(separator: ", ")))
      }
    }
    try StudentExport.write(best, as: .onnx, to: output.folder.teacher)
    var settings = DecodingSettings()
    settings.minimumScore = SamplePages.leastScore
    let (predictor, pages) = (StudentPredictor(best, settings), validation)
    let samples = try await uninterrupted { try await SamplePages.pick(from: pages, by: predictor) }
    try TrainingReport(
      output.folder, configuration: configuration, samples: samples, classes: best.card.classes
    ).write()
  }

  /// Does what a stop must not cut short: figures of half of the pages would pass for those of all.
  func uninterrupted<Result: Sendable>(
    _ body: @escaping @Sendable () async throws -> Result
  ) async throws -> Result {
    try await Task(executorPreference: thread) { try await body() }.value
  }
}
