import Foundation
import Layout
import MethodSlots
import Student
import Tensors
import TrainingData

/// One step: forward, loss, gradients, update, average.
struct TrainingStep {
  /// What came of it.
  struct Outcome {
    /// `nil` where the loss or the gradients were no numbers: nothing has changed.
    var loss: Double?
    var rate: Double
    var figures: [(String, Double)]
  }

  private let configuration: TrainingConfiguration
  private let loss: DetectionLoss
  private let rate: LearningRate
  private let group: ProcessGroup?

  init(
    _ configuration: TrainingConfiguration, model: StudentModel, group: ProcessGroup? = nil
  ) {
    self.configuration = configuration
    self.group = group
    loss = DetectionLoss(lastBin: model.student.lastBin, settings: configuration.loss)
    let learning = configuration.learning
    rate = .cosine(
      peak: learning.rate, floor: learning.floor, warmUp: learning.warmUp,
      steps: configuration.steps)
  }

  /// Takes a step on a batch.
  func callAsFunction(
    _ batch: TrainingBatch, _ state: inout TrainingState
  ) throws(TensorError) -> Outcome {
    let step = state.progress.step
    let rate = rate.at(step)
    let (store, methods) = (state.model.store, state.methods)
    try store.clearGradients()
    let statistics = store.entries.filter { $0.role == .statistic }.map(\.tensor)
    var before: [Tensor] = []
    for tensor in statistics { before.append(try tensor.copied()) }
    let labels = BatchLabels(batch, softClasses: configuration.loss.softClasses)
    var batch = batch
    if let perturbation = methods.batchPerturbation {
      let student = state.model.student
      batch.images = try perturbation.perturbed(batch) { (images) throws(TensorError) in
        let output = try student(images, .frozenStatistics)
        return try loss(output, labels.targets(output, loss)).byPage()
      }
      // Gradients of the perturbation are none of the step's.
      try store.clearGradients()
    }
    let taps = Taps(methods.taps)
    let output = try taps { () throws(TensorError) in
      try state.model.student(batch.images, phase(step))
    }
    let targets = try labels.targets(output, loss)
    let parts = try loss(output, targets, normaliser: normaliser(targets.qualitySum))
    let pass = Pass(
      step: step, batch: batch, output: output, targets: targets, taps: taps.values)
    let whole = try methods.changesLosses ? changed(parts, pass, by: methods) : parts.total()
    var total = try mean(of: try whole.item())
    var figures =
      [("loss", total)] + (try parts.values())
      + [("positives", Double(parts.positives)), ("rate", rate)]
    if total.isFinite {
      try whole.backward()
      try group?.averageGradients(of: store)
      let norm = try store.gradientNorm()
      figures.append(("norm", norm))
      if norm.isFinite {
        try state.update(rate: rate, step: step, gradientNorm: norm)
        try state.moving.update()
        figures += methods.figures + (try methods.probed(pass))
      } else {
        total = .nan
      }
    }
    if !total.isFinite {
      // The running statistics have followed the batch that is left out.
      for (tensor, before) in zip(statistics, before) { try tensor.replaceNumbers(by: before) }
    }
    state.progress.averageUpdates = state.moving.updates
    state.progress.step += 1
    return Outcome(
      loss: total.isFinite ? total : nil, rate: rate, figures: figures)
  }

  /// The loss with methods' terms, and with their weights of pages.
  private func changed(
    _ parts: LossParts, _ pass: Pass, by methods: RunningMethods
  ) throws(TensorError) -> Tensor {
    var byPage = try parts.byPage()
    for term in methods.lossTerms {
      if let term = try term.byPage(pass) { byPage = try byPage + term }
    }
    for weighting in methods.sampleWeightings {
      byPage = try byPage * weighting.weights(of: byPage.detached(), pass)
    }
    return try byPage.sum()
  }

  /// A figure of this process as the mean over all.
  private func mean(of figure: Double) throws(TensorError) -> Double {
    guard let group else { return figure }
    let sum = try Tensor([figure])
    try group.sum([sum])
    return try sum.item() / Double(group.size)
  }

  /// Small batches have poor statistics: once warm, the running ones stand.
  private func phase(_ step: Int) -> Phase {
    if configuration.learning.statistics == .frozen { return .frozenStatistics }
    let pages = configuration.batch * (group?.size ?? 1)
    return pages < 4 && step >= configuration.learning.warmUp
      ? .frozenStatistics : .training(with: group)
  }

  /// The sum of the targets over all processes, as each one's share.
  private func normaliser(_ sum: Double) throws(TensorError) -> Double {
    let processes = Double(group?.size ?? 1)
    return max(1, try mean(of: sum) * processes) / processes
  }
}
