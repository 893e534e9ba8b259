import Foundation
import MethodSlots
import Settings
import Student
import Tensors

/// Everything that a run needs to go on as if it had never stopped.
struct TrainingState {
  /// How far a run is.
  struct Progress: Hashable, Codable {
    /// Steps made.
    var step = 0
    var averageUpdates = 0
    var bestStep: Int?
    var bestPrecision: Double?
    /// Evaluations since the best.
    var withoutBetter = 0

    /// Whether nothing was made or measured yet.
    var isFresh: Bool { step == 0 && bestStep == nil }
  }

  var progress = Progress()
  let model: StudentModel
  let average: StudentModel
  let update: UpdateChain
  let moving: ExponentialAverage
  let methods: RunningMethods
  /// The numbers that training started with; none where no method is there to look at them.
  let start: [String: Tensor]

  private static let progressKey = "galley.place"
  private static let configurationKey = "galley.configuration"
  private static let optimiserPrefix = "optimiser."
  private static let methodPrefix = "method."

  init(
    _ configuration: TrainingConfiguration, plan: TrainingPlan, model: StudentModel,
    group: ProcessGroup?
  ) throws(TrainingError) {
    self.model = model
    (average, update, moving, methods, start) = try translating {
      let store = model.store
      if let start = configuration.start { try Self.load(start, into: model) }
      for link in plan.initialWeights.links { try link.value.apply(to: store, seed: store.seed) }
      let average = try StudentModel(
        model.card, seed: UInt64(configuration.seed), graph: model.graph)
      try average.store.load(store.tensors)
      for link in plan.weightTransforms.links {
        try link.value.attach(to: store)
        try link.value.attach(to: average.store)
      }
      let learning = configuration.learning
      try store.freeze(learning.freeze)
      for (path, factor) in try learning.rateFactors() { try store.setRate(factor, below: path) }
      let start =
        configuration.methods.isEmpty
        ? [:] : try store.tensors.mapValues { try $0.detached().copied() }
      let methods = try RunningMethods(
        plan,
        RunContext(
          model: model, start: start, seed: store.seed, steps: configuration.steps,
          batch: configuration.batch * (group?.size ?? 1), group: group))
      let optimiser: any Optimiser =
        switch learning.optimiser {
        case .adamw: try AdamW(store.trained, weightDecay: learning.weightDecay)
        case .sgd: try StochasticGradientDescent(store.trained, weightDecay: learning.weightDecay)
        }
      let clipping = learning.clip > 0 ? [GradientClipping(toNorm: learning.clip)] : []
      let update = UpdateChain(optimiser, rules: clipping + methods.updateRules)
      let moving = try ExponentialAverage(of: store, in: average.store, decay: learning.average)
      return (average, update, moving, methods, start)
    }
  }

  /// Copies a trained model's weights; its classes and size must be the same.
  private static func load(_ path: String, into model: StudentModel) throws {
    let other = try StudentModel(contentsOf: path)
    guard other.card.name == model.card.name, other.card.classes == model.card.classes else {
      throw TrainingError.student(
        .presetMismatch(found: other.card.summary, expected: model.card.summary))
    }
    try model.store.load(other.store.tensors)
  }

  /// Writes all of it, as a whole or not at all.
  func write(to path: String, configuration: TrainingConfiguration) throws(TrainingError) {
    try translating {
      var tensors = model.store.tensors.prefixed(StudentModel.modelPrefix)
      for (prefix, part) in [
        (StudentModel.averagePrefix, average.store.tensors),
        (Self.optimiserPrefix, try update.optimiser.state()),
        (Self.methodPrefix, try methods.state()),
      ] { tensors.merge(part.prefixed(prefix)) { first, _ in first } }
      if average.store.isTransformed {
        tensors.merge(
          try average.store.folded().prefixed(StudentModel.foldedPrefix)
        ) { first, _ in first }
      }
      var metadata: [String: String] = [:]
      let encoder = JSONEncoder()
      encoder.outputFormatting = .sortedKeys
      metadata[Self.progressKey] = String(decoding: try encoder.encode(progress), as: UTF8.self)
      metadata[Self.configurationKey] = configuration.document
      try model.write(tensors, metadata: metadata, to: path)
    }
  }

  /// Writes the averaged model alone, to predict with.
  func writeModel(to path: String) throws(TrainingError) {
    try translating {
      let tensors = try average.store.folded().prefixed(StudentModel.averagePrefix)
      try model.write(tensors, to: path)
    }
  }

  /// Goes on from a checkpoint of the same configuration.
  mutating func restore(
    from path: String, configuration: TrainingConfiguration
  ) throws(TrainingError) {
    let content = try translating { try Safetensors(contentsOf: path) }
    guard let text = content.metadata[Self.progressKey],
      let progress = try? JSONDecoder().decode(Progress.self, from: Data(text.utf8))
    else { throw .runFolder(path: path, reason: "it is no checkpoint of a training run") }
    guard configuration.isThat(of: content.metadata[Self.configurationKey] ?? "") else {
      throw .runFolder(
        path: path,
        reason: "it was made with other settings; go on with those of the run's config.yaml")
    }
    let tensors = content.tensors
    try translating {
      try model.store.load(tensors.below(StudentModel.modelPrefix))
      try average.store.load(tensors.below(StudentModel.averagePrefix))
      try update.optimiser.restore(tensors.below(Self.optimiserPrefix))
      try methods.restore(tensors.below(Self.methodPrefix))
    }
    moving.updates = progress.averageUpdates
    self.progress = progress
  }
}
