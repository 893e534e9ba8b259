import Evaluation
import Student
import Tensors

extension TrainingLoop {
  /// Measures the averaged model, and keeps it where it is the best so far; all processes learn what
  /// came of it.
  func evaluate(_ state: inout TrainingState) async throws {
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
    if precision > state.progress.bestPrecision ?? -1 {
      (state.progress.bestStep, state.progress.bestPrecision) = (state.progress.step, precision)
      state.progress.withoutBetter = 0
    } else {
      state.progress.withoutBetter += 1
    }
  }

  private func measure(
    _ state: inout TrainingState, _ output: RunOutput
  ) async throws -> Double {
    let figures = try await measured(state.average, output)
    try output.write(figures, kind: "validation", step: state.progress.step - 1)
    let precision = figures.first { $0.0 == DetectionFigure.AP.rawValue }?.1 ?? 0
    let isBest = precision > state.progress.bestPrecision ?? -1
    if isBest { try state.writeModel(to: output.folder.best) }
    output.report(.evaluated(state.progress.step, figures: figures, isBest: isBest))
    return precision
  }

  /// AP, AP50 and AP75 of a model on the held-out pages.
  func measured(
    _ model: StudentModel, _ output: RunOutput
  ) async throws -> [(String, Double)] {
    var settings = DecodingSettings()
    settings.minimumScore = 0.001
    let predictor = StudentPredictor(model, settings)
    let (pages, report) = (validation, output.report)
    let evaluation = try await uninterrupted {
      try await StudentEvaluation(of: predictor, on: pages) {
        report(.measuring($0, of: pages.count))
      }
    }
    if let first = evaluation.skipped.first {
      output.report(
        .note(
          "pages that cannot be measured on: \(evaluation.skipped.count), the first for "
            + "\(first)"))
    }
    let overall = evaluation.metrics.overall
    return [DetectionFigure.AP, .AP50, .AP75].compactMap { figure in
      overall[figure].map { (figure.rawValue, $0) }
    }
  }
}
