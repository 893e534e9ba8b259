import Foundation
import Yams

/// What describes a folder of YOLO labels: the names of its classes, and where its pages are listed.
struct YOLODescription {
  /// Names by number.
  private(set) var names: [Int: String] = [:]
  /// Folders of images, or lists of them, as the description writes their paths.
  private(set) var splits: [String] = []

  /// Reads `data.yaml`, or `obj.data`, or a plain list of names.
  ///
  /// - Throws: `InterchangeError`.
  init(of folder: YOLOFolder, _ limits: ImportLimits) throws(InterchangeError) {
    switch folder.description {
    case let file? where file.hasSuffix(".data"): try readPairs(folder.url(file), limits)
    case let file?: try readYAML(folder.url(file), limits)
    case nil: break
    }
    guard names.isEmpty else { return }
    guard let list = folder.namesFile else {
      throw .cannotRead(
        file: folder.root.path,
        reason:
          "it names no classes: put a data.yaml with names, a classes.txt or an obj.names there")
    }
    // The place of a name is its number: blank lines count, except those at the end.
    for (number, line) in try YOLOText.lines(of: folder.url(list), limits).enumerated() {
      let name = line.trimmingCharacters(in: .whitespaces)
      if !name.isEmpty { names[number] = name }
    }
  }

  private mutating func readYAML(_ file: URL, _ limits: ImportLimits) throws(InterchangeError) {
    func bad(_ place: String, _ reason: String) -> InterchangeError {
      .badImport(file: file.path, place: place, reason: reason)
    }
    let text = try YOLOText.text(of: file, limits)
    // Few aliases can stand for any number of values.
    guard text.firstMatch(of: /(?m)(?:^|[\s\[{,:?-])\*[A-Za-z0-9_]/) == nil else {
      throw bad("its text", "holds aliases (*name): write the values out")
    }
    let root: Node?
    do { root = try Yams.compose(yaml: text) } catch { throw bad("its text", Self.reason(error)) }
    guard let map = root?.mapping else { throw bad("its start", "is no mapping with 'names'") }
    if map["kpt_shape"] != nil {
      throw bad("kpt_shape", "labels of poses do not come in: give labels of boxes or outlines")
    }
    let prefix = map["path"]?.scalar?.string ?? ""
    for key in ["train", "val", "valid", "test"] {
      let node = map[Node(key)]
      for entry in node?.sequence.map(Array.init) ?? node.map({ [$0] }) ?? [] {
        guard let path = entry.scalar?.string else { throw bad(key, "is no path or list of paths") }
        if !path.isEmpty, path != "null", path != "~" {
          splits.append(path.hasPrefix("/") || prefix.isEmpty ? path : "\(prefix)/\(path)")
        }
      }
    }
    let listed = map["names"]
    if let list = listed?.sequence {
      for (number, node) in list.enumerated() {
        guard let name = node.scalar?.string else { throw bad("names[\(number)]", "is no name") }
        names[number] = name
      }
    } else if let map = listed?.mapping {
      for (key, node) in map {
        guard let number = (key.scalar?.string).flatMap({ Int($0) }), number >= 0,
          let name = node.scalar?.string
        else { throw bad("names", "is no list of names, or map of numbers to names") }
        names[number] = name
      }
    }
  }

  /// Reads Darknet's `obj.data`: `key = value`.
  private mutating func readPairs(_ file: URL, _ limits: ImportLimits) throws(InterchangeError) {
    for line in try YOLOText.lines(of: file, limits) {
      let parts = line.split(separator: "=", maxSplits: 1).map {
        $0.trimmingCharacters(in: .whitespaces)
      }
      guard parts.count == 2, ["train", "valid", "val", "test"].contains(parts[0]) else { continue }
      splits.append(parts[1])
    }
  }

  private static func reason(_ error: any Error) -> String {
    let text = "\(error)".split(whereSeparator: \.isNewline).prefix(2).joined(separator: " ")
    return "is no YAML: \(text.prefix(200))"
  }
}
