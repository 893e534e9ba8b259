import MethodSlots
import Settings

extension TrainingConfiguration {
  /// Settings with methods.
  ///
  /// - Parameter catalogue: the methods that `methods` can name.
  init(_ tree: SettingsTree, catalogue: [any Method.Type]) throws(SettingsError) {
    var tree = tree
    let groups = try tree.takeGroups(below: "methods")
    try self.init(tree)
    methods = try ChosenMethods.all(of: catalogue, by: groups)
  }

  /// All keys and methods with their values, as YAML that gives this configuration again.
  public var document: String {
    guard !methods.isEmpty else { return yaml() }
    return methods.reduce(into: yaml() + "methods:\n") { text, method in
      let keys = method.yaml(indent: 4)
      text += "  \(type(of: method).card.name):\(keys.isEmpty ? " {}" : "")\n\(keys)"
    }
  }

  /// Whether a document, perhaps of an older version, gives this configuration: keys that are newer
  /// than it have had their defaults.
  func isThat(of document: String) -> Bool {
    guard let tree = try? SettingsTree(yaml: document, file: "checkpoint"),
      let other = try? TrainingConfiguration(tree, catalogue: methods.map { type(of: $0) })
    else { return false }
    return other.document == self.document
  }
}

extension TrainingConfiguration.Learning {
  /// The shares of the rate by path.
  func rateFactors() throws(SettingsError) -> [(path: String, factor: Double)] {
    try rates.map { (text) throws(SettingsError) in
      let parts = text.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 2, !parts[0].isEmpty, let factor = Double(parts[1]), factor >= 0,
        factor.isFinite
      else {
        throw .badValue(
          key: "learning.rates", value: "'\(text)'",
          allowed: "path=number, such as backbone=0.1")
      }
      return (parts[0], factor)
    }
  }
}
