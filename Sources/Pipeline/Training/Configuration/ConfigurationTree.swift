import Yams

/// The values of a YAML file by dotted key, such as `data.labelled`.
struct ConfigurationTree {
  private(set) var values: [String: Node] = [:]

  /// Reads a file's text, then sets keys on top of it.
  ///
  /// - Parameter settings: `key=value`, each value YAML.
  init(yaml: String, file: String, settings: [String]) throws(TrainingError) {
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

  private mutating func add(
    _ mapping: Node.Mapping, below path: String, file: String
  ) throws(TrainingError) {
    for (key, value) in mapping {
      guard let name = key.string else {
        throw .unreadable(file: file, reason: "a key below '\(path)' is no word")
      }
      let full = path.isEmpty ? name : "\(path).\(name)"
      if case .mapping(let inner) = value {
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

  private mutating func set(_ setting: String) throws(TrainingError) {
    let parts = setting.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty else {
      throw .badValue(key: "--set", value: "'\(setting)'", allowed: "key=value")
    }
    let node = (try? Yams.compose(yaml: String(parts[1]))) ?? Node(String(parts[1]))
    values[String(parts[0])] = node
  }
}
