import Evaluation
import Foundation
import Student
import Tensors
import TrainingData

/// Step after step, with evaluations and checkpoints between.
struct TrainingLoop {
  /// Steps without a usable loss after which a run ends.
  private static let mostSkipped = 10

  private let configuration: TrainingConfiguration
  private let group: ProcessGroup?
  private let output: RunOutput?
  private let validation: [TrainingPage]
  private let loader: BatchLoader

  /// - Parameter output: `nil` in processes other than the first, which write and measure nothing.
  init(
    _ configuration: TrainingConfiguration, group: ProcessGroup?, output: RunOutput?,
    validation: [TrainingPage], loader: BatchLoader
  ) {
    self.configuration = configuration
    self.group = group
    self.output = output
    self.validation = validation
    self.loader = loader
  }

  /// Trains from where the state is.
  func run(_ state: inout TrainingState) async throws -> TrainingSummary {
    do {
      let endedEarly = try await steps(&state)
      let wasStopped = state.place.step < configuration.steps && !endedEarly
      if let output {
        if wasStopped { try state.write(to: output.folder.last, configuration: configuration) }
        if !wasStopped { try finish(output) }
      }
      let statistics = loader.statistics
      await loader.stop()
      return TrainingSummary(
        steps: state.place.step,
        best: state.place.bestStep.flatMap { step in
          state.place.bestPrecision.map { (step, $0) }
        }, endedEarly: endedEarly, wasStopped: wasStopped, shareWaiting: statistics.shareWaiting)
    } catch {
      await loader.stop()
      throw error
    }
  }

  /// Whether it ended since nothing got better.
  private func steps(_ state: inout TrainingState) async throws -> Bool {
    let step = TrainingStep(configuration, model: state.model, group: group)
    var skipped = 0
    while state.place.step < configuration.steps, !hasStalled(state.place) {
      guard !Task.isCancelled, let batch = try await next() else { return false }
      let number = state.place.step
      let outcome = try telling(at: number) { () throws(TensorError) in try step(batch, &state) }
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
      let isLast = state.place.step == configuration.steps
      if isLast || state.place.step.isMultiple(of: configuration.evaluateEvery) {
        try await evaluate(&state)
      }
      if let output,
        isLast || hasStalled(state.place)
          || state.place.step.isMultiple(of: configuration.checkpointEvery)
      {
        try state.write(to: output.folder.last, configuration: configuration)
      }
    }
    return hasStalled(state.place)
  }

  /// Runs a step; what fails in a group is another process that has gone.
  private func telling(
    at step: Int, _ body: () throws(TensorError) -> TrainingStep.Outcome
  ) throws -> TrainingStep.Outcome {
    do throws(TensorError) { return try body() } catch {
      if case .processGroupFailed(let reason) = error {
        throw TrainingError.processLost(rank: group?.rank ?? 0, step: step, reason: reason)
      }
      throw error
    }
  }

  /// The next batch; `nil` where the run was stopped meanwhile.
  private func next() async throws(TrainingDataError) -> TrainingBatch? {
    do throws(TrainingDataError) { return try await loader.next() } catch {
      if Task.isCancelled { return nil }
      throw error
    }
  }

  private func hasStalled(_ place: TrainingState.Place) -> Bool {
    configuration.patience > 0 && place.withoutBetter >= configuration.patience
  }

  /// Measures the averaged model, and keeps it where it is the best so far; all processes learn what
  /// came of it.
  private func evaluate(_ state: inout TrainingState) async throws {
    var precision = 0.0
    if let output {
      if validation.isEmpty {
        try state.writeModel(to: output.folder.best)
      } else {
        precision = try await measure(&state, output)
      }
    }
    guard !validation.isEmpty else { return }
    if let group {
      let shared = try Tensor([precision])
      try group.broadcast([shared])
      precision = try shared.item()
    }
    if precision > state.place.bestPrecision ?? -1 {
      (state.place.bestStep, state.place.bestPrecision) = (state.place.step, precision)
      state.place.withoutBetter = 0
    } else {
      state.place.withoutBetter += 1
    }
  }

  private func measure(
    _ state: inout TrainingState, _ output: RunOutput
  ) async throws -> Double {
    var settings = DecodingSettings()
    settings.minimumScore = 0.001
    let metrics = try await StudentEvaluation.metrics(
      of: StudentPredictor(state.average, settings), on: validation)
    let figures = [DetectionFigure.AP, .AP50, .AP75].compactMap { figure in
      metrics.overall[figure].map { (figure.rawValue, $0) }
    }
    try output.write(figures, kind: "validation", step: state.place.step - 1)
    let precision = metrics.overall[.AP] ?? 0
    let isBest = precision > state.place.bestPrecision ?? -1
    if isBest { try state.writeModel(to: output.folder.best) }
    output.report(.evaluated(state.place.step, figures: figures, isBest: isBest))
    return precision
  }

  /// What a finished run leaves for others: the report, and the best model as a teacher.
  private func finish(_ output: RunOutput) throws {
    try TrainingReport(output.folder, configuration: configuration).write()
    let best = try StudentModel(contentsOf: output.folder.best)
    try StudentExport.write(best, as: .onnx, to: output.folder.teacher)
  }
}
