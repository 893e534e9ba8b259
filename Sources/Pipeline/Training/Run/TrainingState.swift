import Foundation
import Tensors

/// Everything that a run needs to go on as if it had never stopped.
struct TrainingState {
  /// Where a run is.
  struct Place: Hashable, Codable {
    /// Steps made.
    var step = 0
    var averageUpdates = 0
    var bestStep: Int?
    var bestPrecision: Double?
    /// Evaluations since the best.
    var withoutBetter = 0
  }

  var place = Place()
  let model: StudentModel
  let average: StudentModel
  let optimiser: any Optimiser
  let moving: ExponentialAverage

  private static let placeKey = "galley.place"
  private static let configurationKey = "galley.configuration"
  private static let optimiserPrefix = "optimiser."

  init(_ configuration: TrainingConfiguration, card: StudentModel.Card) throws(TrainingError) {
    (model, average, optimiser, moving) = try translating {
      let seed = UInt64(configuration.seed)
      let model = try StudentModel(card, seed: seed)
      if let start = configuration.start {
        try Self.load(start, into: model)
      }
      let average = try StudentModel(card, seed: seed)
      let learning = configuration.learning
      let trained = model.store.trained
      let optimiser: any Optimiser =
        switch learning.optimiser {
        case .adamw: try AdamW(trained, weightDecay: learning.weightDecay)
        case .sgd:
          try StochasticGradientDescent(trained, weightDecay: learning.weightDecay)
        }
      let moving = try ExponentialAverage(
        of: model.store, in: average.store, decay: learning.average)
      return (model, average, optimiser, moving)
    }
  }

  /// Copies a trained model's weights; its classes and size must be the same.
  private static func load(_ path: String, into model: StudentModel) throws {
    let other = try StudentModel(contentsOf: path)
    guard other.card.preset == model.card.preset, other.card.classes == model.card.classes else {
      throw TrainingError.student(
        .presetMismatch(found: other.card.summary, expected: model.card.summary))
    }
    try model.store.load(other.store.tensors)
  }

  /// Writes all of it, as a whole or not at all.
  func write(to path: String, configuration: TrainingConfiguration) throws(TrainingError) {
    try translating {
      var tensors: [String: Tensor] = [:]
      for (prefix, part) in [
        (StudentModel.modelPrefix, model.store.tensors),
        (StudentModel.averagePrefix, average.store.tensors),
        (Self.optimiserPrefix, try optimiser.state()),
      ] {
        for (name, tensor) in part { tensors[prefix + name] = tensor }
      }
      var metadata = model.metadata
      let encoder = JSONEncoder()
      encoder.outputFormatting = .sortedKeys
      metadata[Self.placeKey] = String(decoding: try encoder.encode(place), as: UTF8.self)
      metadata[Self.configurationKey] = configuration.yaml
      try Safetensors(tensors, metadata: metadata).save(to: path)
    }
  }

  /// Writes the averaged model alone, to predict with.
  func writeModel(to path: String) throws(TrainingError) {
    try translating {
      var tensors: [String: Tensor] = [:]
      for (name, tensor) in average.store.tensors {
        tensors[StudentModel.averagePrefix + name] = tensor
      }
      try Safetensors(tensors, metadata: model.metadata).save(to: path)
    }
  }

  /// Goes on from a checkpoint of the same configuration.
  mutating func restore(
    from path: String, configuration: TrainingConfiguration
  ) throws(TrainingError) {
    let content = try translating { try Safetensors(contentsOf: path) }
    guard let text = content.metadata[Self.placeKey],
      let place = try? JSONDecoder().decode(Place.self, from: Data(text.utf8))
    else { throw .runFolder(path: path, reason: "it is no checkpoint of a training run") }
    guard content.metadata[Self.configurationKey] == configuration.yaml else {
      throw .runFolder(
        path: path,
        reason: "it was made with other settings; go on with those of the run's config.yaml")
    }
    func part(_ prefix: String) -> [String: Tensor] {
      Dictionary(
        uniqueKeysWithValues: content.tensors.filter { $0.key.hasPrefix(prefix) }
          .map { (String($0.key.dropFirst(prefix.count)), $0.value) })
    }
    try translating {
      try model.store.load(part(StudentModel.modelPrefix))
      try average.store.load(part(StudentModel.averagePrefix))
      try optimiser.restore(part(Self.optimiserPrefix))
    }
    moving.updates = place.averageUpdates
    self.place = place
  }
}

extension StudentModel.Card {
  /// Such as `swiftformer-tiny with 11 classes`.
  var summary: String { "\(preset.rawValue) with \(classes.count) classes" }
}
