import Detection
import Layout
import Tensors

/// What a model file says of itself.
public struct StudentCard: Hashable, Codable, Sendable {
  /// Size of a student that is made here; `nil` for a detector's graph.
  public var preset: StudentPreset?
  /// The detector whose graph it is.
  public var graph: ModelCard?
  /// Names of the classes, in the order of the indices.
  public var classes: [String]
  /// The taxonomy that they are of.
  public var taxonomy: String
  /// The roles of each class, the first its own; `nil` in files that do not tell.
  public var roles: [[RegionRole]]?
  /// Pixels of a page's longer side.
  public var input: Int

  /// Describes a model: one of `preset` and `graph` is there.
  public init(
    preset: StudentPreset? = nil, graph: ModelCard? = nil, classes: [String], taxonomy: String,
    roles: [[RegionRole]]?, input: Int
  ) {
    self.preset = preset
    self.graph = graph
    self.classes = classes
    self.taxonomy = taxonomy
    self.roles = roles
    self.input = input
  }

  /// Describes a model for a taxonomy.
  public init(
    preset: StudentPreset? = nil, graph: ModelCard? = nil, taxonomy: Taxonomy, input: Int
  ) {
    self.init(
      preset: preset, graph: graph, classes: taxonomy.classes.map(\.name),
      taxonomy: taxonomy.name, roles: taxonomy.classes.map(\.roles), input: input)
  }

  /// What the network is called.
  public var name: String { preset?.rawValue ?? graph?.name ?? "unknown" }

  /// Such as `swiftformer-tiny with 11 classes`.
  public var summary: String { "\(name) with \(classes.count) classes" }
}

extension StudentCard {
  /// What the model of a run or of a file says of itself, without reading its tensors.
  ///
  /// - Throws: `StudentError.unreadable`, `.tensors`.
  public init(ofModelAt path: String) throws(StudentError) {
    let file = ModelFiles.model(path)
    let metadata = try StudentError.translating { try Safetensors.metadata(of: file) }
    self = try StudentModel.card(ofFile: file, metadata: metadata)
  }

  /// The classes as a taxonomy; files that do not tell roles have those of a built-in one.
  public func makeTaxonomy() throws -> Taxonomy {
    guard let roles, roles.count == classes.count else {
      let known = try Taxonomy.named(taxonomy)
      guard known.classes.map(\.name) == classes else {
        throw TaxonomyError.unreadable(
          file: taxonomy, reason: "its classes are not those of the model: train the model again")
      }
      return known
    }
    return try Taxonomy(
      name: taxonomy,
      classes: zip(classes, roles).map { RegionClass(name: $0, roles: $1) })
  }
}
