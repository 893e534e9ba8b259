import Evaluation
import Foundation
import Layout
import Student
import Tensors
import TrainingData

/// A supervised run of `galley train`.
public struct TrainingRun: Sendable {
  private static let mostSkipped = 10

  private let configuration: TrainingConfiguration
  private let taxonomy: Taxonomy
  private let folder: RunFolder
  private let report: @Sendable (TrainingEvent) -> Void

  /// Describes a run; nothing is done yet.
  ///
  /// - Parameter report: told of what happens, on the run's thread.
  public init(
    _ configuration: TrainingConfiguration, taxonomy: Taxonomy, folder: RunFolder,
    report: @escaping @Sendable (TrainingEvent) -> Void
  ) {
    self.configuration = configuration
    self.taxonomy = taxonomy
    self.folder = folder
    self.report = report
  }

  /// Trains to the end, or until the task is cancelled; a stopped run goes on with `resuming`.
  ///
  /// - Throws: `TrainingError`.
  public func run(resuming: Bool = false) async throws(TrainingError) -> TrainingSummary {
    try folder.prepare(resuming: resuming)
    let pages = try await TrainingPages(configuration, taxonomy: taxonomy)
    pages.notes.forEach { report(.note($0)) }
    let task = Task(executorPreference: TrainingThread()) {
      try await train(pages, resuming: resuming)
    }
    return try await translating {
      try await withTaskCancellationHandler {
        try await task.value
      } onCancel: {
        task.cancel()
      }
    }
  }

  private func train(
    _ pages: TrainingPages, resuming: Bool
  ) async throws -> TrainingSummary {
    try Torch.setThreads(configuration.threads)
    let card = StudentModel.Card(
      preset: configuration.student, classes: taxonomy.classes.map(\.name),
      taxonomy: taxonomy.name, input: configuration.input)
    var state = try TrainingState(configuration, card: card)
    if resuming, FileManager.default.fileExists(atPath: folder.last) {
      try state.restore(from: folder.last, configuration: configuration)
    }
    try Data(configuration.yaml.utf8).write(
      to: URL(fileURLWithPath: folder.configuration), options: .atomic)
    let log = try MetricsLog(folder.metrics, before: state.place.step)
    let loader = try makeLoader(pages.training, from: state.place.step)
    report(
      .started(
        parameters: state.model.store.parameterCount, training: pages.training.count,
        validation: pages.validation.count, from: state.place.step, steps: configuration.steps))
    do {
      let summary = try await steps(&state, loader, pages, log)
      await loader.stop()
      return summary
    } catch {
      await loader.stop()
      throw error
    }
  }

  private func steps(
    _ state: inout TrainingState, _ loader: BatchLoader, _ pages: TrainingPages, _ log: MetricsLog
  ) async throws -> TrainingSummary {
    let step = TrainingStep(configuration, model: state.model)
    var skipped = 0
    var endedEarly = hasStalled(state.place)
    while state.place.step < configuration.steps, !endedEarly, !Task.isCancelled {
      guard let batch = try await next(loader) else { break }
      let number = state.place.step
      let outcome = try step(batch, &state)
      try log.write(outcome.figures, step: number)
      if let loss = outcome.loss {
        skipped = 0
        report(.step(number, loss: loss, rate: outcome.figures.first { $0.0 == "rate" }?.1 ?? 0))
      } else {
        skipped += 1
        let names = batch.pages.map(\.name)
        report(.skipped(number, pages: names))
        if skipped >= Self.mostSkipped {
          throw TrainingError.diverged(step: number, pages: names)
        }
      }
      let isLast = state.place.step == configuration.steps
      if isLast || state.place.step.isMultiple(of: configuration.evaluateEvery) {
        try await evaluate(&state, pages.validation, log)
        endedEarly = hasStalled(state.place)
      }
      if isLast || endedEarly || state.place.step.isMultiple(of: configuration.checkpointEvery) {
        try state.write(to: folder.last, configuration: configuration)
      }
    }
    if Task.isCancelled { try state.write(to: folder.last, configuration: configuration) }
    return TrainingSummary(
      steps: state.place.step,
      best: state.place.bestStep.flatMap { step in
        state.place.bestPrecision.map { (step, $0) }
      }, endedEarly: endedEarly, wasStopped: Task.isCancelled,
      shareWaiting: loader.statistics.shareWaiting)
  }

  /// The next batch; `nil` where the run was stopped meanwhile.
  private func next(_ loader: BatchLoader) async throws(TrainingDataError) -> TrainingBatch? {
    do throws(TrainingDataError) { return try await loader.next() } catch {
      if Task.isCancelled { return nil }
      throw error
    }
  }

  private func hasStalled(_ place: TrainingState.Place) -> Bool {
    configuration.patience > 0 && place.withoutBetter >= configuration.patience
  }

  /// Measures the averaged model, and keeps it where it is the best so far.
  private func evaluate(
    _ state: inout TrainingState, _ pages: [TrainingPage], _ log: MetricsLog
  ) async throws {
    guard !pages.isEmpty else { return try state.writeModel(to: folder.best) }
    var settings = DecodingSettings()
    settings.minimumScore = 0.001
    let metrics = try await StudentEvaluation.metrics(
      of: StudentPredictor(state.average, settings), on: pages)
    let figures = [DetectionFigure.AP, .AP50, .AP75].compactMap { figure in
      metrics.overall[figure].map { (figure.rawValue, $0) }
    }
    try log.write(figures, step: state.place.step - 1)
    let precision = metrics.overall[.AP] ?? 0
    let isBest = precision > state.place.bestPrecision ?? -1
    if isBest {
      (state.place.bestStep, state.place.bestPrecision) = (state.place.step, precision)
      state.place.withoutBetter = 0
      try state.writeModel(to: folder.best)
    } else {
      state.place.withoutBetter += 1
    }
    report(.evaluated(state.place.step, figures: figures, isBest: isBest))
  }

  private func makeLoader(
    _ pages: [TrainingPage], from step: Int
  ) throws(TrainingDataError) -> BatchLoader {
    let seed = UInt64(configuration.seed)
    let augmentation: Augmentation =
      switch configuration.views {
      case .none: .none
      case .weak: .weak
      case .strong: .strong
      }
    return try BatchLoader(
      pages, classes: taxonomy.count,
      sampling: PageSampling(of: pages, batchSize: configuration.batch, seed: seed),
      settings: LoaderSettings(
        inputSize: configuration.input, augmentation: augmentation, seed: seed,
        workers: configuration.workers), from: step)
  }
}
