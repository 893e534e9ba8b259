/// One class of a taxonomy.
public struct RegionClass: Hashable, Codable, Sendable {
  /// Name as the dataset spells it, such as `List-item`.
  public var name: String
  /// The roles that this class stands for; the first one is its own.
  public var roles: [RegionRole]
  /// One line for a reader (or a language model): what belongs here.
  public var description: String

  /// Makes a class; `roles` must not be empty.
  public init(name: String, roles: [RegionRole], description: String = "") {
    self.name = name
    self.roles = roles
    self.description = description
  }

  /// The role that the class is named for.
  public var role: RegionRole { roles.first ?? .text }
}

/// The classes a project labels with, in a fixed order; class probabilities follow that order.
public struct Taxonomy: Hashable, Codable, Sendable {
  /// Short name, such as `doclaynet`.
  public var name: String
  /// Classes in order; COCO category ids are 1-based positions in it.
  public var classes: [RegionClass]

  /// Makes a taxonomy.
  ///
  /// - Throws: `TaxonomyError` when there is no class, a name or a role occurs twice, or a class
  ///   has no role.
  public init(name: String, classes: [RegionClass]) throws(TaxonomyError) {
    self.init(unchecked: name, classes: classes)
    try validate()
  }

  /// For the built-in taxonomies, which tests validate.
  init(unchecked name: String, classes: [RegionClass]) {
    self.name = name
    self.classes = classes
  }

  /// Number of classes.
  public var count: Int { classes.count }

  /// The index of the class for a role, following `RegionRole.fallback`; `nil` if left out.
  public func classIndex(for role: RegionRole) -> Int? {
    var next: RegionRole? = role
    var seen: Set<RegionRole> = []
    while let role = next, seen.insert(role).inserted {
      if let index = classes.firstIndex(where: { $0.roles.contains(role) }) { return index }
      next = role.fallback
    }
    return nil
  }

  /// The index of the class with this name (case, spaces, `-` and `_` ignored); `nil` if none.
  public func classIndex(named name: String) -> Int? {
    let wanted = Self.normalised(name)
    return classes.firstIndex { Self.normalised($0.name) == wanted }
  }

  /// Whether a list is one region (PubLayNet) rather than one region an item (DocLayNet).
  public var labelsWholeLists: Bool {
    guard let list = classIndex(for: .list) else { return false }
    return classes[list].role == .list
  }

  static func normalised(_ name: String) -> String {
    name.lowercased().filter { $0.isLetter || $0.isNumber }
  }

  func validate() throws(TaxonomyError) {
    guard !classes.isEmpty else { throw .noClasses(taxonomy: name) }
    var names: Set<String> = []
    var roles: Set<RegionRole> = []
    for region in classes {
      guard names.insert(Self.normalised(region.name)).inserted else {
        throw .duplicateClass(taxonomy: name, className: region.name)
      }
      guard !region.roles.isEmpty else {
        throw .classWithoutRole(taxonomy: name, className: region.name)
      }
      for role in region.roles where !roles.insert(role).inserted {
        throw .duplicateRole(taxonomy: name, role: role)
      }
    }
  }
}

/// What can be wrong with a taxonomy.
public enum TaxonomyError: Error, Equatable {
  case unknown(name: String)
  case noClasses(taxonomy: String)
  case duplicateClass(taxonomy: String, className: String)
  case duplicateRole(taxonomy: String, role: RegionRole)
  case classWithoutRole(taxonomy: String, className: String)
  case unreadable(file: String, reason: String)
}

extension TaxonomyError: CustomStringConvertible {
  /// What is wrong and what to do about it.
  public var description: String {
    switch self {
    case .unknown(let name):
      "there is no taxonomy '\(name)': use "
        + Taxonomy.builtIn.map(\.name).joined(separator: ", ") + " or the path of a YAML file"
    case .noClasses(let taxonomy):
      "taxonomy '\(taxonomy)' has no classes: list at least one under 'classes'"
    case .duplicateClass(let taxonomy, let name):
      "taxonomy '\(taxonomy)' names class '\(name)' twice: give each class its own name"
    case .duplicateRole(let taxonomy, let role):
      "taxonomy '\(taxonomy)' gives role '\(role.rawValue)' to two classes: leave it in one"
    case .classWithoutRole(let taxonomy, let name):
      "class '\(name)' of taxonomy '\(taxonomy)' has no role: give it at least one of "
        + RegionRole.allCases.map(\.rawValue).joined(separator: ", ")
    case .unreadable(let file, let reason):
      "\(file): not a taxonomy: \(reason)"
    }
  }
}
