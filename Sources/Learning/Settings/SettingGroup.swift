/// Settings that a configuration can name: a value for every key, made from the defaults.
public protocol SettingGroup: Sendable {
  /// The defaults.
  init()
  /// All keys, in the order in which they are written and told.
  static var keys: [SettingKey<Self>] { get }
  /// Works out values that follow from others, and refuses what does not go together.
  ///
  /// - Parameter given: the keys that the configuration names.
  mutating func settle(given: Set<String>) throws(SettingsError)
}

extension SettingGroup {
  /// Nothing follows from anything.
  public mutating func settle(given: Set<String>) throws(SettingsError) {}

  /// The defaults with what a tree says on top.
  ///
  /// - Parameter prefix: stands before keys in errors.
  /// - Throws: `SettingsError` naming key, value and what is allowed.
  public init(_ tree: SettingsTree, prefix: String = "") throws(SettingsError) {
    self.init()
    for (name, node) in tree.values.sorted(by: { $0.key < $1.key }) {
      guard let key = Self.keys.first(where: { $0.name == name }) else {
        throw .unknownKey(key: prefix + name, allowed: Self.keys.map(\.name))
      }
      guard key.read(node, &self) else {
        throw .badValue(
          key: prefix + name, value: SettingsTree.text(of: node), allowed: key.allowed)
      }
    }
    try settle(given: Set(tree.values.keys))
  }

  /// All keys with their values, as YAML that gives these settings again.
  ///
  /// - Parameter indent: spaces before each line.
  public func yaml(indent: Int = 0) -> String {
    var text = ""
    var open: Substring = ""
    for key in Self.keys {
      guard let value = key.write(self) else { continue }
      var name = key.name[...]
      var spaces = String(repeating: " ", count: indent)
      if let dot = name.firstIndex(of: ".") {
        if open != name[..<dot] {
          open = name[..<dot]
          text += "\(spaces)\(open):\n"
        }
        spaces += "  "
        name = name[name.index(after: dot)...]
      } else {
        open = ""
      }
      text += "\(spaces)\(name): \(value)\n"
    }
    return text
  }

  /// A Markdown table of the keys, for `docs/`.
  public static var table: String {
    let defaults = Self()
    let rows = keys.map { key in
      "| `\(key.name)` | \(key.standardText(defaults)) | \(key.allowed) | \(key.meaning) |\n"
    }
    return "| key | default | takes | meaning |\n| --- | --- | --- | --- |\n" + rows.joined()
  }
}

extension SettingKey {
  /// The default, for people.
  public func standardText(_ defaults: Group) -> String {
    let text = standard ?? write(defaults) ?? ""
    return text == "[]" ? "" : text
  }
}
