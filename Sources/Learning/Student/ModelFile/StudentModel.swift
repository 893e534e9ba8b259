import Foundation
import Layout
import Tensors

/// A student with its tensors, and what it needs to be used: its classes and the size of its input.
public struct StudentModel {
  /// What a model file says of itself.
  public struct Card: Hashable, Codable, Sendable {
    /// Size.
    public var preset: StudentPreset
    /// Names of the classes, in the order of the indices.
    public var classes: [String]
    /// The taxonomy that they are of.
    public var taxonomy: String
    /// The roles of each class, the first its own; `nil` in files that do not tell.
    public var roles: [[RegionRole]]?
    /// Pixels of a page's longer side.
    public var input: Int

    /// Describes a model.
    public init(
      preset: StudentPreset, classes: [String], taxonomy: String, roles: [[RegionRole]]?,
      input: Int
    ) {
      self.preset = preset
      self.classes = classes
      self.taxonomy = taxonomy
      self.roles = roles
      self.input = input
    }
  }

  /// What it says of itself.
  public let card: Card
  /// The network.
  public let student: Student
  /// Its tensors.
  public let store: ParameterStore

  /// A student that knows nothing yet.
  public init(_ card: Card, seed: UInt64) throws(TensorError) {
    self.card = card
    store = try ParameterStore(seed: seed)
    student = try Student(store.root, preset: card.preset, classCount: card.classes.count)
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
    let content = try StudentError.translating { try Safetensors(contentsOf: file) }
    guard let text = content.metadata[Self.cardKey],
      let card = try? JSONDecoder().decode(Card.self, from: Data(text.utf8))
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
    self = try StudentError.translating {
      let model = try StudentModel(card, seed: 0)
      // Checkpoints hold several parts; exported models have no prefix.
      let prefix =
        [Self.foldedPrefix, Self.averagePrefix, Self.modelPrefix].first { prefix in
          content.tensors.keys.contains { $0.hasPrefix(prefix) }
        } ?? ""
      try model.store.load(content.tensors.filter { $0.key.hasPrefix(prefix) }, prefix: prefix)
      return model
    }
  }

  /// Metadata key of the card.
  static let cardKey = "galley.student"
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
    let tensors = try StudentError.translating { try store.folded() }
    try Safetensors(tensors, metadata: metadata).save(to: path)
  }

  /// The card as a file's metadata.
  public var metadata: [String: String] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let text = (try? encoder.encode(card)).map { String(decoding: $0, as: UTF8.self) }
    return [Self.cardKey: text ?? ""]
  }
}
