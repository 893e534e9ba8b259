import Detection
import Foundation
import Installation
import Layout
import Settings
import Student
import Tensors

/// Which network a run trains.
enum StudentChoice {
  /// The network where a configuration names none: that of the start, else the detector that is
  /// installed and knows most classes of the taxonomy.
  ///
  /// - Throws: `SettingsError.badValue` where there is none.
  static func name(
    start: String?, taxonomy: String?, installation: Installation
  ) throws(SettingsError) -> String {
    if let start {
      // What cannot be read is told when it is loaded.
      let card = try? StudentCard(ofModelAt: start)
      return card?.preset?.rawValue ?? card?.graph?.name ?? StudentPreset.tiny.rawValue
    }
    let taxonomy = (try? Taxonomy.named(taxonomy ?? "doclaynet")) ?? .doclaynet
    let best = ModelCard.builtIn.compactMap { name -> (name: String, known: Int)? in
      guard let found = try? ModelCard.named(name, installation: installation),
        found.card.head != nil
      else { return nil }
      let roles = Set(found.card.classes.compactMap(\.role))
      return (name, taxonomy.classes.count { roles.contains($0.role) })
    }.max { $0.known < $1.known }
    guard let best else {
      throw .badValue(
        key: "student", value: "not named",
        allowed: "found: no detector is installed to start from; run 'make setup', name a card, or "
          + "start from nothing with --from nothing")
    }
    return best.name
  }

  /// The card of a configuration's network, its graph, and what people should know of them.
  ///
  /// - Throws: `StudentError`, `DetectionError`, `ONNXError`.
  static func model(
    _ configuration: TrainingConfiguration, taxonomy: Taxonomy, installation: Installation
  ) throws -> (card: StudentCard, graph: ONNXModel?, notes: [String]) {
    if let preset = StudentPreset(rawValue: configuration.student) {
      return (
        StudentCard(preset: preset, taxonomy: taxonomy, input: configuration.input), nil, []
      )
    }
    let (card, files) = try ModelCard.named(configuration.student, installation: installation)
    guard let file = files.first else {
      throw DetectionError.modelMissing(card: card.name, file: card.file)
    }
    return (
      StudentCard(graph: card, taxonomy: taxonomy, input: configuration.input),
      try ONNXModel(contentsOf: file.path),
      ["starts from \(card.name); licence of its weights: \(card.licence)"]
        + ClassRows(of: taxonomy, from: card).notes
    )
  }
}
