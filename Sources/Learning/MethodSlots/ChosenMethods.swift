import Settings

/// Methods as a configuration names them.
public enum ChosenMethods {
  /// The methods of a catalogue that have keys, in the order of the catalogue.
  ///
  /// - Parameter keys: by the method's name; without keys, a method has its defaults.
  /// - Throws: `SettingsError` naming a key as `methods.NAME.KEY`, or a method that there is not.
  public static func all(
    of catalogue: [any Method.Type], by keys: [String: SettingsTree]
  ) throws(SettingsError) -> [any Method] {
    let names = catalogue.map { $0.card.name }
    if let unknown = Set(keys.keys).subtracting(names).min() {
      throw .unknownKey(key: "methods.\(unknown)", allowed: names)
    }
    var methods: [any Method] = []
    for (name, method) in zip(names, catalogue) {
      guard let tree = keys[name] else { continue }
      methods.append(try chosen(method, tree))
    }
    return methods
  }

  private static func chosen<M: Method>(
    _ method: M.Type, _ keys: SettingsTree
  ) throws(SettingsError) -> any Method {
    try M(keys, prefix: "methods.\(M.card.name).")
  }
}
