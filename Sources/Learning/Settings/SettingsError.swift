/// What can be wrong with settings.
public enum SettingsError: Error, Hashable, Sendable {
  /// The file cannot be read, or is no YAML.
  case unreadable(file: String, reason: String)
  /// A key's value is of another type or out of range.
  case badValue(key: String, value: String, allowed: String)
  /// A key that does not exist.
  case unknownKey(key: String, allowed: [String])
  /// A key that has no default is missing.
  case missingKey(key: String, meaning: String)
  /// A key names a file or folder that is not there.
  case missingFile(key: String, path: String)
}

extension SettingsError: CustomStringConvertible {
  /// The key at fault and what can be done.
  public var description: String {
    switch self {
    case .unreadable(let file, let reason): "\(file): \(reason)"
    case .badValue(let key, let value, let allowed): "\(key): \(value) is not \(allowed)"
    case .unknownKey(let key, let allowed):
      "\(key): there is no such key; there are \(allowed.joined(separator: ", "))"
    case .missingKey(let key, let meaning): "\(key) is missing: \(meaning)"
    case .missingFile(let key, let path):
      "\(path): no such file or folder, but \(key) names it"
    }
  }
}
