import Foundation
import Layout
import PageImages

/// The files that the user's INPUT arguments stand for, in a fixed order.
public struct InputExpansion: Sendable, Equatable {
  /// Files to label, as `path` or `path:pages`; each once.
  public private(set) var files: [String] = []
  /// Files found in folders that are neither PDF nor image.
  public private(set) var passedOver: [String] = []

  /// Expands files, folders (recursively), glob patterns and `-` (a list, one path a line).
  ///
  /// A path that does not exist stays in the list, so that it is reported like any other bad
  /// file; a pattern that matches nothing is an error, since nobody means that.
  ///
  /// - Throws: `InputError`.
  public init(_ arguments: [String], listOnStandardInput: () -> [String]) throws(InputError) {
    var seen: Set<String> = []
    for argument in arguments {
      if argument == "-" {
        for line in listOnStandardInput() where !line.isEmpty {
          try expand(line, seen: &seen)
        }
      } else {
        try expand(argument, seen: &seen)
      }
    }
    guard !files.isEmpty else { throw .nothingToLabel(arguments: arguments) }
  }

  private mutating func expand(_ argument: String, seen: inout Set<String>) throws(InputError) {
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: argument, isDirectory: &isFolder) {
      if isFolder.boolValue {
        for file in Self.filesBelow(argument) {
          if Self.looksLikePages(file) {
            add(file, seen: &seen)
          } else if seen.insert(file).inserted {
            passedOver.append(file)
          }
        }
      } else {
        add(argument, seen: &seen)
      }
    } else if argument.contains(where: { "*?[".contains($0) }), !Self.namesPages(argument) {
      let matches = Self.matches(of: argument)
      guard !matches.isEmpty else { throw .patternWithoutMatch(argument) }
      for match in matches { try expand(match, seen: &seen) }
    } else {
      add(argument, seen: &seen)
    }
  }

  /// Whether this is `file:pages` of a file that is there, so that `a[1].pdf:2` is no pattern.
  private static func namesPages(_ argument: String) -> Bool {
    guard let colon = argument.lastIndex(of: ":") else { return false }
    return FileManager.default.fileExists(atPath: String(argument[..<colon]))
  }

  private mutating func add(_ file: String, seen: inout Set<String>) {
    if seen.insert(file).inserted { files.append(file) }
  }

  /// All regular files below a folder, sorted by path; hidden ones and links to folders left out.
  private static func filesBelow(_ folder: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    var files: [String] = []
    for name in names.sorted() where !name.hasPrefix(".") {
      let path = folder.hasSuffix("/") ? folder + name : folder + "/" + name
      let attributes = try? FileManager.default.attributesOfItem(atPath: path)
      switch attributes?[.type] as? FileAttributeType {
      case .typeDirectory?: files += filesBelow(path)
      // Nothing is known of a file whose name is not UTF-8; it is to be reported, not left out.
      case .typeRegular?, .typeSymbolicLink?, nil: files.append(path)
      default: continue
      }
    }
    return files
  }

  private static let extensions: Set<String> = [
    "pdf", "png", "jpg", "jpeg", "tif", "tiff", "bmp", "webp", "pnm", "ppm", "pgm", "pbm", "gif",
    "jp2",
  ]

  /// By name or, for files with another name, by their first bytes.
  private static func looksLikePages(_ path: String) -> Bool {
    extensions.contains((path as NSString).pathExtension.lowercased()) || FileFormat.of(path) != nil
  }

  private static func matches(of pattern: String) -> [String] {
    var found = glob_t()
    defer { globfree(&found) }
    guard glob(pattern, 0, nil, &found) == 0, let paths = found.gl_pathv else { return [] }
    return (0..<Int(found.gl_pathc)).compactMap { paths[$0].map { String(cString: $0) } }
  }
}

/// What can be wrong with the INPUT arguments as a whole.
public enum InputError: Error, Equatable, CustomStringConvertible {
  case patternWithoutMatch(String)
  case nothingToLabel(arguments: [String])

  /// What is wrong and what to do about it.
  public var description: String {
    switch self {
    case .patternWithoutMatch(let pattern): "no file matches '\(pattern)'"
    case .nothingToLabel(let arguments):
      "no PDF or page image in \(arguments.joined(separator: " ")): name files or folders that "
        + "hold PDF, PNG, JPEG or TIFF files"
    }
  }
}
