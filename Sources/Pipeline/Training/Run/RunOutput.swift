import Foundation
import Settings

/// Where a run writes its figures: the log, TensorBoard's events, and whoever watches.
struct RunOutput {
  let folder: RunFolder
  let report: @Sendable (TrainingEvent) -> Void
  private let log: MetricsLog
  private let events: TensorBoardEvents

  /// Opens the files of a run that begins or goes on at a step.
  init(
    _ folder: RunFolder, configuration: TrainingConfiguration, from step: Int,
    report: @escaping @Sendable (TrainingEvent) -> Void
  ) throws(TrainingError) {
    self.folder = folder
    self.report = report
    do {
      try Data(configuration.document.utf8).write(
        to: URL(fileURLWithPath: folder.configuration), options: .atomic)
    } catch {
      throw .runFolder(
        path: folder.configuration, reason: "it cannot be written: \(error.systemReason)")
    }
    log = try MetricsLog(folder.metrics, before: step)
    events = try TensorBoardEvents(folder: folder.path, from: step)
  }

  /// Notes the figures of a step (from 0), named `train/loss` and the like for TensorBoard.
  func write(_ figures: [(String, Double)], kind: String, step: Int) throws(TrainingError) {
    try log.write(figures, step: step)
    try events.add(figures.map { ("\(kind)/\($0.0)", $0.1) }, step: step)
  }
}
