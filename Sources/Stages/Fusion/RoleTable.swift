import Layout

/// A value for every region role: a default and the roles that differ from it.
///
/// It is stored as one object, `{"default": 0.5, "caption": 0.4}`, so that its encoding with
/// sorted keys is always the same.
public struct RoleTable<Value: Hashable & Codable & Sendable>: Hashable, Sendable {
  /// The value of every role that `roles` does not name.
  public var standard: Value
  /// The roles with a value of their own.
  public var roles: [RegionRole: Value]

  /// Makes a table.
  public init(_ standard: Value, _ roles: [RegionRole: Value] = [:]) {
    self.standard = standard
    self.roles = roles
  }

  /// The same table with other values.
  public func mapValues<Other>(_ change: (Value) -> Other) -> RoleTable<Other> {
    RoleTable<Other>(change(standard), roles.mapValues(change))
  }

  /// The value for a role.
  public subscript(role: RegionRole) -> Value {
    get { roles[role] ?? standard }
    set { roles[role] = newValue }
  }
}

extension RoleTable: Codable {
  /// Reads `{"default": …, ROLE: …}`; an unknown role is an error.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    var values = try container.decode([String: Value].self)
    guard let standard = values.removeValue(forKey: "default") else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "the key 'default' is missing")
    }
    var roles: [RegionRole: Value] = [:]
    for (name, value) in values {
      guard let role = RegionRole(rawValue: name) else {
        throw DecodingError.dataCorruptedError(
          in: container, debugDescription: "'\(name)' is no region role")
      }
      roles[role] = value
    }
    self.init(standard, roles)
  }

  /// Writes `{"default": …, ROLE: …}`.
  public func encode(to encoder: any Encoder) throws {
    var values = ["default": standard]
    for (role, value) in roles { values[role.rawValue] = value }
    try values.encode(to: encoder)
  }
}

/// A value for each automatic source of estimates.
public struct SourceTable<Value: Hashable & Codable & Sendable>: Hashable, Codable, Sendable {
  /// For the visual teacher.
  public var teacher: Value
  /// For the language model.
  public var languageModel: Value
  /// For the text rules.
  public var textRules: Value

  /// Makes a table.
  public init(teacher: Value, languageModel: Value, textRules: Value) {
    self.teacher = teacher
    self.languageModel = languageModel
    self.textRules = textRules
  }

  /// The same value for every source.
  public init(_ value: Value) { self.init(teacher: value, languageModel: value, textRules: value) }

  /// The value for a source; a student's is the teacher's, as is that of a person's regions, which
  /// are never fused.
  public subscript(source: EstimateSource) -> Value {
    get {
      switch source {
      case .teacher, .student, .human: teacher
      case .languageModel: languageModel
      case .textRules: textRules
      }
    }
    set {
      switch source {
      case .teacher, .student, .human: teacher = newValue
      case .languageModel: languageModel = newValue
      case .textRules: textRules = newValue
      }
    }
  }
}
