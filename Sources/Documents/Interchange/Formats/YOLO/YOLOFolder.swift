import Foundation

/// The files of a folder of YOLO labels, by their paths in it.
///
/// Nothing outside it is looked at: what a description or a list says of paths is compared with
/// those that are there, by their ends.
struct YOLOFolder {
  let root: URL
  /// `data.yaml`, or `obj.data`; `nil` for a folder without.
  let description: String?
  /// A list of class names, one a line.
  let namesFile: String?
  /// The label files, sorted.
  let labels: [String]
  private let labelSet: Set<String>
  /// Text files, in which images may be listed.
  private let texts: Set<String>
  /// Images by their paths without the ending.
  private let images: [String: String]

  private static let imageEndings: Set = [
    "bmp", "gif", "jp2", "jpeg", "jpg", "png", "tif", "tiff", "webp",
  ]
  /// Folders that hold labels and nothing else.
  private static let labelFolders: Set = ["labels", "obj_train_data", "obj_valid_data"]
  private static let otherTexts: Set = [
    "classes.txt", "predefined_classes.txt", "images.txt", "train.txt", "val.txt", "valid.txt",
    "test.txt", "trainval.txt", "notes.txt", "requirements.txt",
  ]

  /// Lists a folder, or that of a description.
  ///
  /// - Throws: `InterchangeError.cannotRead`.
  init(_ source: URL, _ limits: ImportLimits) throws(InterchangeError) {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: source.path, isDirectory: &isFolder) else {
      throw .cannotRead(file: source.path, reason: "there is no such folder: check the path")
    }
    let ending = source.pathExtension.lowercased()
    guard isFolder.boolValue || ["yaml", "yml", "data"].contains(ending) else {
      throw .cannotRead(
        file: source.path,
        reason: "it is a file: name the folder that holds data.yaml or classes.txt, and the labels")
    }
    root = isFolder.boolValue ? source : source.deletingLastPathComponent()
    let paths = try Self.paths(in: root, limits)
    texts = Set(paths.filter { Self.ending(of: $0) == "txt" })
    images = Dictionary(
      paths.filter { Self.imageEndings.contains(Self.ending(of: $0)) }.map {
        (Self.stem(of: $0), $0)
      }, uniquingKeysWith: { first, _ in first })
    let top = paths.filter { !$0.contains("/") }
    description =
      isFolder.boolValue
      ? Self.description(among: top) : source.lastPathComponent
    namesFile = paths.filter {
      let name = Self.name(of: $0)
      return name == "classes.txt" || name.hasSuffix(".names")
    }.min { (Self.depth($0), $0) < (Self.depth($1), $1) }
    labels = Self.labels(among: texts, images)
    labelSet = Set(labels)
  }

  func url(_ path: String) -> URL { root.appending(path: path) }

  /// Tells the names that a label file's page may go by: where a link in the place of its image
  /// leads, and the image's own path; without a link also the label file's own, which lacks the
  /// ending.
  func identify(_ page: inout ImportedPage, of label: String) {
    let image = images[Self.imageStem(of: label)] ?? images[Self.stem(of: label)]
    let link = image.flatMap {
      try? FileManager.default.destinationOfSymbolicLink(atPath: url($0).path)
    }
    page.names = [link, image].compactMap(\.self)
    guard link == nil else { return }
    page.stem = Self.stem(of: label)
    page.imageFile = image.map(url).flatMap { $0.isPlainFile ? $0 : nil }
  }

  /// The label files of a folder of images, or of a list of them.
  ///
  /// - Throws: `InterchangeError`.
  func labels(of split: String, _ limits: ImportLimits) throws(InterchangeError) -> [String] {
    let ends = Self.ends(of: split)
    if let list = ends.first(where: texts.contains) {
      return try YOLOText.lines(of: url(list), limits).compactMap { line in
        let image = line.trimmingCharacters(in: .whitespaces)
        return image.isEmpty ? nil : label(of: image)
      }
    }
    for end in ends {
      let found = labels.filter {
        $0.hasPrefix(end + "/") || Self.imageStem(of: $0).hasPrefix(end + "/")
      }
      if !found.isEmpty { return found }
    }
    return Self.parts(split).isEmpty ? labels : []
  }

  private func label(of image: String) -> String? {
    for end in Self.ends(of: image) {
      let stem = Self.stem(of: end)
      for candidate in [Self.replacing("images", by: "labels", in: stem), stem]
      where labelSet.contains(candidate + ".txt") {
        return candidate + ".txt"
      }
    }
    return nil
  }

  private static func paths(
    in root: URL, _ limits: ImportLimits
  ) throws(InterchangeError) -> [String] {
    guard let walk = FileManager.default.enumerator(atPath: root.path) else {
      throw .cannotRead(file: root.path, reason: "its files cannot be listed")
    }
    var paths: [String] = []
    while let path = walk.nextObject() as? String {
      if parts(path).contains(where: { $0.hasPrefix(".") }) { continue }
      guard paths.count < 4 * limits.pages else {
        throw .cannotRead(file: root.path, reason: "it holds more than \(4 * limits.pages) files")
      }
      paths.append(path)
    }
    return paths.sorted()
  }

  private static func description(among names: [String]) -> String? {
    let descriptions = names.filter { ["yaml", "yml"].contains(ending(of: $0)) }
    return ["data.yaml", "data.yml", "dataset.yaml"].first(where: descriptions.contains)
      ?? (descriptions.count == 1 ? descriptions[0] : nil) ?? names.first { $0.hasSuffix(".data") }
  }

  /// Files in folders of labels and beside images; where there are none of these, any text.
  private static func labels(among texts: Set<String>, _ images: [String: String]) -> [String] {
    let sorted = texts.filter { !otherTexts.contains(name(of: $0)) }.sorted()
    let sure = sorted.filter {
      !labelFolders.isDisjoint(with: parts($0).dropLast()) || images[stem(of: $0)] != nil
    }
    return sure.isEmpty
      ? sorted.filter { !name(of: $0).lowercased().hasPrefix("readme") } : sure
  }

  /// The path in this folder that a label's image would have, without its ending.
  private static func imageStem(of label: String) -> String {
    replacing("labels", by: "images", in: stem(of: label))
  }

  /// A path with its last folder of a name renamed.
  private static func replacing(_ name: String, by other: String, in path: String) -> String {
    var parts = parts(path)
    if let index = parts.dropLast().lastIndex(of: name) { parts[index] = other }
    return parts.joined(separator: "/")
  }

  /// The ends of a path, the longest first.
  private static func ends(of path: String) -> [String] {
    let parts = parts(path)
    return parts.indices.map { parts[$0...].joined(separator: "/") }
  }

  private static func parts(_ path: String) -> [String] {
    path.split { $0 == "/" || $0 == "\\" }.map(String.init).filter { $0 != "." && $0 != ".." }
  }

  private static func depth(_ path: String) -> Int { parts(path).count }

  private static func name(of path: String) -> String { parts(path).last ?? path }

  private static func ending(of path: String) -> String {
    stem(of: path) == path ? "" : path.split(separator: ".").last?.lowercased() ?? ""
  }

  private static func stem(of path: String) -> String {
    let name = name(of: path)
    guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return path }
    return String(path.dropLast(name.distance(from: dot, to: name.endIndex)))
  }
}
