import Foundation
import Installation
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
  ///   - installation: where detectors are, for a file that names no student.
  /// - Throws: `SettingsError` naming key, value and what is allowed.
  public init(
    contentsOf file: URL, settings: [String] = [], methods: [any Method.Type] = [],
    installation: Installation? = nil
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
      yaml: text, file: file.path, folder: file.deletingLastPathComponent(), settings: settings,
      methods: methods, installation: installation)
  }

  /// Keys alone, without a file.
  ///
  /// - Throws: `SettingsError`.
  public init(
    settings: [String], methods: [any Method.Type] = [], installation: Installation? = nil
  ) throws(SettingsError) {
    try self.init(
      yaml: "", file: "", folder: URL(fileURLWithPath: "."), settings: settings,
      methods: methods, installation: installation)
  }

  private init(
    yaml: String, file: String, folder: URL, settings: [String], methods: [any Method.Type],
    installation: Installation?
  ) throws(SettingsError) {
    var tree = try SettingsTree(yaml: yaml, file: file, settings: settings)
    let set = Set(settings.compactMap { $0.split(separator: "=").first.map(String.init) })
    if let installation, tree.text("student") == nil {
      let start = tree.text("start").map {
        Self.absolute($0, set.contains("start") ? URL(fileURLWithPath: ".") : folder)
      }
      tree.set(
        "student",
        to: try StudentChoice.name(
          start: start, taxonomy: tree.text("taxonomy"), installation: installation))
    }
    try self.init(tree, catalogue: methods)
    resolve(from: folder, except: set)
  }

  private static func absolute(_ path: String, _ base: URL) -> String {
    URL(fileURLWithPath: path, relativeTo: base).standardizedFileURL.path
  }

  private mutating func resolve(from folder: URL, except set: Set<String>) {
    func absolute(_ path: String, _ key: String) -> String {
      Self.absolute(path, set.contains(key) ? URL(fileURLWithPath: ".") : folder)
    }
    data.labelled = data.labelled.map { absolute($0, "data.labelled") }
    data.pseudo = data.pseudo.map { absolute($0, "data.pseudo") }
    data.validation = data.validation.map { absolute($0, "data.validation") }
    start = start.map { absolute($0, "start") }
    if student.hasSuffix(".yaml") || student.hasSuffix(".yml") {
      student = absolute(student, "student")
    }
    // A name of a taxonomy has neither; all else is a file.
    if taxonomy.contains(where: { "/.".contains($0) }) {
      taxonomy = absolute(taxonomy, "taxonomy")
    }
  }
}
