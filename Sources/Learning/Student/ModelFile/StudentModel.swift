import Detection
import Foundation
import Layout
import Tensors

/// A student with its tensors, and what it needs to be used: its classes and the size of its input.
public struct StudentModel {
  /// What it says of itself.
  public let card: StudentCard
  /// The network.
  public let student: Student
  /// Its tensors.
  public let store: ParameterStore
  /// The ONNX file that its network is from; `nil` for a preset.
  public let graph: ONNXModel?

  /// A student that knows nothing yet, or what its detector knows.
  ///
  /// - Parameter graph: the detector's file, where the card names one.
  /// - Throws: `StudentError.badGraph`, `.tensors`.
  public init(_ card: StudentCard, seed: UInt64, graph: ONNXModel? = nil) throws(StudentError) {
    self.card = card
    self.graph = graph
    (store, student) = try StudentError.translating {
      let store = try ParameterStore(seed: seed)
      if let preset = card.preset {
        return (store, try Student(store.root, preset: preset, classCount: card.classes.count))
      }
      guard let detector = card.graph, let graph else {
        throw StudentError.badGraph(card: card.name, reason: "its ONNX graph is missing")
      }
      let rows = ClassRows(of: try card.makeTaxonomy(), from: detector).rows
      return (store, try Student(store.root, graph: graph, card: detector, rows: rows))
    }
  }

  /// The model of a run or of a file.
  ///
  /// - Throws: `StudentError.unreadable`, `.tensors`.
  public init(contentsOf path: String) throws(StudentError) {
    let file = ModelFiles.model(path)
    guard FileManager.default.fileExists(atPath: file) else {
      throw .unreadable(
        file: path, reason: "there is no model: name the folder of a run or its best.safetensors")
    }
    var content = try StudentError.translating { try Safetensors(contentsOf: file) }
    let card = try Self.card(ofFile: file, metadata: content.metadata)
    self = try StudentError.translating {
      let graph = try content.tensors.removeValue(forKey: Self.graphKey).map {
        try ONNXModel(Data(try $0.array(of: UInt8.self)), named: file)
      }
      let model = try StudentModel(card, seed: 0, graph: graph)
      // Checkpoints hold several parts; exported models have no prefix.
      let prefix =
        [Self.foldedPrefix, Self.averagePrefix, Self.modelPrefix].first { prefix in
          content.tensors.keys.contains { $0.hasPrefix(prefix) }
        } ?? ""
      try model.store.load(content.tensors.filter { $0.key.hasPrefix(prefix) }, prefix: prefix)
      return model
    }
  }

  /// What a model file says of itself.
  ///
  /// - Throws: `StudentError.unreadable`, `.tensors`.
  static func card(ofFile file: String, metadata: [String: String]) throws(StudentError)
    -> StudentCard
  {
    guard let text = metadata[Self.cardKey],
      let card = try? JSONDecoder().decode(StudentCard.self, from: Data(text.utf8))
    else {
      throw .unreadable(
        file: file, reason: "it is no model of 'galley train': name a run's folder or its file")
    }
    guard (32...8192).contains(card.input), !card.classes.isEmpty else {
      throw .unreadable(
        file: file,
        reason: "it says that it has \(card.classes.count) classes and looks at "
          + "\(card.input) pixels: train or copy it again")
    }
    return card
  }

  /// Metadata key of the card.
  static let cardKey = "galley.student"
  /// Name of the tensor that holds the bytes of the ONNX file.
  static let graphKey = "galley.graph"
  /// Before the paths of the model in training.
  public static let modelPrefix = "model."
  /// Before the paths of its moving average with methods' transforms folded in, where there are any.
  public static let foldedPrefix = "folded."
  /// Before the paths of its moving average.
  public static let averagePrefix = "average."

  /// Writes the model, to predict with.
  ///
  /// - Throws: `StudentError.unwritable`.
  public func write(to path: String) throws(StudentError) {
    try write(StudentError.translating { try store.folded() }, to: path)
  }

  /// Writes tensors that belong to a model like this, with what is needed to make it again.
  ///
  /// - Throws: `StudentError.unwritable`.
  public func write(
    _ tensors: [String: Tensor], metadata: [String: String] = [:], to path: String
  ) throws(StudentError) {
    let file = try StudentError.translating {
      let encoder = JSONEncoder()
      encoder.outputFormatting = .sortedKeys
      var file = Safetensors(tensors, metadata: metadata)
      file.metadata[Self.cardKey] = String(decoding: try encoder.encode(card), as: UTF8.self)
      if let graph {
        file.tensors[Self.graphKey] = try Tensor([UInt8](graph.replacing([:])))
      }
      return file
    }
    try file.save(to: path)
  }
}
