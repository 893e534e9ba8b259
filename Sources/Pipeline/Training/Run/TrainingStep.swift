import Foundation
import Layout
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
    loss = DetectionLoss(shape: model.student.shape, weights: configuration.loss)
    let learning = configuration.learning
    rate = .cosine(
      peak: learning.rate, floor: learning.floor, warmUp: learning.warmUp,
      steps: configuration.steps)
  }

  /// What is neither label nor background, by page: inside a person's crowd nothing is known; of a
  /// machine's proposal it is unsure whether that very box is a region.
  private func ignored(_ batch: TrainingBatch, of source: TrainingRegion.Source) -> [[Box]] {
    batch.pages.map { page in
      page.regions.filter { $0.isIgnored && $0.source == source }.map(\.box)
    }
  }

  /// Takes a step on a batch.
  func callAsFunction(
    _ batch: TrainingBatch, _ state: inout TrainingState
  ) throws(TensorError) -> Outcome {
    let step = state.place.step
    let rate = rate.at(step)
    let store = state.model.store
    try store.clearGradients()
    let statistics = store.entries.filter { !$0.isTrained }.map(\.tensor)
    var before: [Tensor] = []
    for tensor in statistics { before.append(try tensor.copied()) }
    let output = try state.model.student(batch.images, phase(step))
    let parts = try loss(
      output, batch.pages.map { $0.regions.filter { !$0.isIgnored }.map(Truth.init) },
      ignored: ignored(batch, of: .human), doubtful: ignored(batch, of: .pseudo),
      normaliser: normaliser)
    var total = try mean(of: try parts.total.item())
    var figures =
      [("loss", total)] + parts.parts + [
        ("positives", Double(parts.positives)), ("rate", rate),
      ]
    if total.isFinite {
      try parts.total.backward()
      try group?.averageGradients(of: store)
      let clip = configuration.learning.clip
      let norm =
        clip > 0 ? try store.clipGradients(toNorm: clip) : try store.gradientNorm()
      figures.append(("norm", norm))
      if norm.isFinite {
        try state.optimiser.step(rate: rate)
        try state.moving.update()
      } else {
        total = .nan
      }
    }
    if !total.isFinite {
      // The running statistics have followed the batch that is left out.
      for (tensor, before) in zip(statistics, before) { try tensor.replaceNumbers(by: before) }
    }
    state.place.averageUpdates = state.moving.updates
    state.place.step += 1
    return Outcome(
      loss: total.isFinite ? total : nil, rate: rate, figures: figures)
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

extension Truth {
  /// A region of a training page.
  init(_ region: TrainingRegion) {
    self.init(
      box: region.box, classIndex: region.classIndex, variance: region.variance,
      confidence: region.confidence)
  }
}
