import Yams

/// The values of a YAML file by dotted key, such as `data.labelled`.
public struct SettingsTree {
  private(set) var values: [String: Node] = [:]

  /// Reads a file's text, then sets keys on top of it.
  ///
  /// - Parameter settings: `key=value`, each value YAML.
  /// - Throws: `SettingsError.unreadable` with line and column, `.badValue`.
  public init(yaml: String, file: String, settings: [String] = []) throws(SettingsError) {
    let root: Node?
    do { root = try Yams.compose(yaml: yaml) } catch {
      throw .unreadable(file: file, reason: "it is no YAML: \(Self.reason(of: error))")
    }
    if let root {
      guard case .mapping(let mapping) = root else {
        throw .unreadable(file: file, reason: "it holds no keys; see docs/examples/train-tiny.yaml")
      }
      try add(mapping, below: "", file: file)
    }
    for setting in settings { try set(setting) }
  }

  /// The text of a key; `nil` where it is missing or no text.
  public func text(_ key: String) -> String? { values[key]?.scalar?.string }

  /// Sets a key to a text.
  public mutating func set(_ key: String, to text: String) { values[key] = Node(text) }

  /// The values below a key, and none of them here any more.
  ///
  /// A key that stands alone is one of the names in its value, each with nothing below.
  ///
  /// - Throws: `SettingsError.badValue`.
  public mutating func takeGroups(below key: String) throws(SettingsError) -> [String: SettingsTree]
  {
    var groups: [String: SettingsTree] = [:]
    for (full, node) in values where full == key || full.hasPrefix(key + ".") {
      values[full] = nil
      guard full != key else {
        for name in try Self.names(node, key: key) {
          groups[name] = groups[name] ?? SettingsTree()
        }
        continue
      }
      let rest = full.dropFirst(key.count + 1)
      let name = String(rest.prefix { $0 != "." })
      let inner = String(rest.dropFirst(name.count + 1))
      var group = groups[name] ?? SettingsTree()
      if !inner.isEmpty {
        group.values[inner] = node
      } else if !Self.isEmpty(node) {
        throw .badValue(
          key: full, value: Self.text(of: node), allowed: "keys with values, or nothing")
      }
      groups[name] = group
    }
    return groups
  }

  private init() {}

  private static func names(_ node: Node, key: String) throws(SettingsError) -> [String] {
    guard !isEmpty(node) else { return [] }
    let names = (node.sequence.map(Array.init) ?? [node]).map { $0.scalar?.string }
    guard !names.contains(nil) else {
      throw .badValue(
        key: key, value: text(of: node), allowed: "a list of names, or names with keys")
    }
    return names.compactMap { $0 }
  }

  private static func isEmpty(_ node: Node) -> Bool {
    node.null != nil || node.mapping?.isEmpty == true || node.sequence?.isEmpty == true
  }

  /// A value as it was written, in quotes.
  static func text(of node: Node) -> String {
    let text = node.scalar?.string ?? (try? Yams.serialize(node: node)) ?? "it"
    return "'\(text.split(whereSeparator: \.isNewline).joined(separator: " "))'"
  }

  private mutating func add(
    _ mapping: Node.Mapping, below path: String, file: String
  ) throws(SettingsError) {
    for (key, value) in mapping {
      guard let name = key.string else {
        throw .unreadable(file: file, reason: "a key below '\(path)' is no word")
      }
      let full = path.isEmpty ? name : "\(path).\(name)"
      if case .mapping(let inner) = value, !inner.isEmpty {
        try add(inner, below: full, file: file)
      } else {
        values[full] = value
      }
    }
  }

  /// What is wrong with a text, and where, in one line.
  private static func reason(of error: any Error) -> String {
    switch error {
    case YamlError.scanner(_, let problem, let mark, _),
      YamlError.parser(_, let problem, let mark, _),
      YamlError.composer(_, let problem, let mark, _):
      "line \(mark.line), column \(mark.column): \(problem)"
    case YamlError.duplicatedKeysInMapping(let keys, let context):
      "line \(context.mark.line): a key is there twice: \(keys.joined(separator: ", "))"
    default: "\(error)".split(whereSeparator: \.isNewline).joined(separator: " ")
    }
  }

  private mutating func set(_ setting: String) throws(SettingsError) {
    let parts = setting.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty else {
      throw .badValue(key: "--set", value: "'\(setting)'", allowed: "key=value")
    }
    let node = (try? Yams.compose(yaml: String(parts[1]))) ?? Node(String(parts[1]))
    if case .mapping(let inner) = node, !inner.isEmpty {
      try add(inner, below: String(parts[0]), file: "--set")
    } else {
      values[String(parts[0])] = node
    }
  }
}
