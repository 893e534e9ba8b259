import Foundation
import Installation
import Layout
import MethodSlots
import Student
import Tensors
import TrainingData

/// A supervised run of `galley train`.
public struct TrainingRun: Sendable {
  /// Seconds that processes of a job wait for one another; an evaluation may take long.
  private static let patience = 1800.0

  private let configuration: TrainingConfiguration
  private let taxonomy: Taxonomy
  private let folder: RunFolder
  private let installation: Installation
  private let report: @Sendable (TrainingEvent) -> Void

  /// Describes a run; nothing is done yet.
  ///
  /// - Parameters:
  ///   - installation: where detectors to start from are.
  ///   - report: told of what happens, on the run's thread.
  public init(
    _ configuration: TrainingConfiguration, taxonomy: Taxonomy, folder: RunFolder,
    installation: Installation = .find(),
    report: @escaping @Sendable (TrainingEvent) -> Void
  ) {
    self.configuration = configuration
    self.taxonomy = taxonomy
    self.folder = folder
    self.installation = installation
    self.report = report
  }

  /// Trains to the end, or until the task is cancelled; a stopped run goes on with `resuming`.
  ///
  /// Where the environment names several processes (`WORLD_SIZE`, `RANK`, `MASTER_ADDR`,
  /// `MASTER_PORT`), each takes its part of every batch; the one of rank 0 writes and measures.
  ///
  /// - Throws: `TrainingError`.
  public func run(resuming: Bool = false) async throws(TrainingError) -> TrainingSummary {
    let plan = try translating { try TrainingPlan(configuration.methods) }
    let pages = try await TrainingPages(configuration, taxonomy: taxonomy, plan: plan)
    let thread = TensorThread()
    let task = Task(executorPreference: thread) {
      try await train(pages, plan, resuming: resuming, on: thread)
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
    _ pages: TrainingPages, _ plan: TrainingPlan, resuming: Bool, on thread: TensorThread
  ) async throws -> TrainingSummary {
    try Torch.setThreads(configuration.threads)
    let group = try joinGroup()
    let isFirst = group?.rank ?? 0 == 0
    let chosen = try StudentChoice.model(
      configuration, taxonomy: taxonomy, installation: installation)
    var state = try TrainingState(
      configuration, plan: plan,
      model: StudentModel(chosen.card, seed: UInt64(configuration.seed), graph: chosen.graph),
      group: group)
    if resuming, FileManager.default.fileExists(atPath: folder.last) {
      try state.restore(from: folder.last, configuration: configuration)
    }
    let first = state.progress.step
    if let group { try checkStart(first, in: group) }
    if isFirst { try folder.prepare(resuming: resuming) }
    let output: RunOutput? =
      isFirst
      ? try RunOutput(
        // What starts well is measured before its first step.
        folder, configuration: configuration, from: state.progress.isFresh ? -1 : first,
        report: report) : nil
    (chosen.notes + pages.notes).forEach { output?.report(.note($0)) }
    output?.report(
      .started(
        parameters: state.model.store.parameterCount, training: pages.training.count,
        validation: pages.validation.count, from: first, steps: configuration.steps))
    let loop = TrainingLoop(
      configuration, group: group, output: output, validation: pages.validation,
      edits: plan.weightEdits.links.map(\.value), thread: thread,
      loader: try makeLoader(pages.training, from: first, group: group))
    return try await loop.run(&state)
  }

  /// The group that the environment names; `nil` alone.
  private func joinGroup() throws(TensorError) -> ProcessGroup? {
    let environment = ProcessInfo.processInfo.environment
    if let size = environment["WORLD_SIZE"], size != "1" {
      let (rank, host) = (environment["RANK"] ?? "?", environment["MASTER_ADDR"] ?? "?")
      report(.note("process \(rank) of \(size) waits for the others at \(host)"))
    }
    return try ProcessGroup.fromEnvironment(timeout: Self.patience)
  }

  /// Refuses processes that would go on from different steps: they see different folders.
  private func checkStart(_ step: Int, in group: ProcessGroup) throws {
    let shared = try Tensor([Double(step)])
    try group.broadcast([shared])
    let wanted = Int(try shared.item())
    guard try ProcessGroup?.some(group).allAgree(wanted == step) else {
      throw TrainingError.runFolder(
        path: folder.path,
        reason: "the processes of the job would start from different steps (here \(step), in the "
          + "first one \(wanted)): all of them need the same folder, and --resume or not")
    }
  }

  private func makeLoader(
    _ pages: [TrainingPage], from step: Int, group: ProcessGroup?
  ) throws(TrainingDataError) -> BatchLoader {
    let seed = UInt64(configuration.seed)
    let augmentation: Augmentation =
      switch configuration.views {
      case .none: .none
      case .weak: .weak
      case .strong: .strong
      }
    var settings = LoaderSettings(
      inputSize: configuration.input, augmentation: augmentation, seed: seed,
      workers: configuration.workers, depth: max(3, configuration.workers + 1))
    let processes = group?.size ?? 1
    settings.part = (group?.rank ?? 0, processes)
    return try BatchLoader(
      pages, classes: taxonomy.count,
      sampling: PageSampling(of: pages, batchSize: configuration.batch * processes, seed: seed),
      settings: settings, from: step)
  }
}
