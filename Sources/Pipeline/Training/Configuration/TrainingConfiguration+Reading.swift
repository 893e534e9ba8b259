import Foundation
import MethodSlots
import Settings

extension TrainingConfiguration {
  /// Reads a YAML file, then sets keys on top of it.
  ///
  /// Paths are taken from the file's folder; those of `settings` from the current one.
  ///
  /// - Parameters:
  ///   - settings: `key=value`, such as `data.pages=20`.
  ///   - methods: those that the file can name.
  /// - Throws: `SettingsError` naming key, value and what is allowed.
  public init(
    contentsOf file: URL, settings: [String] = [], methods: [any Method.Type] = []
  ) throws(SettingsError) {
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: file.path, isDirectory: &isFolder), isFolder.boolValue
    {
      throw .unreadable(file: file.path, reason: "it is a folder: name the YAML file")
    }
    let text: String
    do { text = try String(contentsOf: file, encoding: .utf8) } catch {
      throw .unreadable(file: file.path, reason: "it cannot be read: \(error.systemReason)")
    }
    try self.init(
      SettingsTree(yaml: text, file: file.path, settings: settings), catalogue: methods)
    let set = Set(settings.compactMap { $0.split(separator: "=").first.map(String.init) })
    resolve(from: file.deletingLastPathComponent(), except: set)
  }

  private mutating func resolve(from folder: URL, except set: Set<String>) {
    func absolute(_ path: String, _ key: String) -> String {
      let base = set.contains(key) ? URL(fileURLWithPath: ".") : folder
      return URL(fileURLWithPath: path, relativeTo: base).standardizedFileURL.path
    }
    data.labelled = data.labelled.map { absolute($0, "data.labelled") }
    data.pseudo = data.pseudo.map { absolute($0, "data.pseudo") }
    data.validation = data.validation.map { absolute($0, "data.validation") }
    start = start.map { absolute($0, "start") }
    // A name of a taxonomy has neither; all else is a file.
    if taxonomy.contains(where: { "/.".contains($0) }) {
      taxonomy = absolute(taxonomy, "taxonomy")
    }
  }
}
