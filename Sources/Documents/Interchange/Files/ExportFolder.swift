import Foundation

/// A folder that appears under its name only when it is whole.
///
/// It takes the place of an empty folder or of a former export, and of nothing else.
final class ExportFolder {
  /// Marks a folder as an export that may be replaced.
  static let marker = ".galley-export"

  private let target: URL
  private let name: String
  private let partial: URL
  private var isFinished = false

  /// Opens a folder in the making.
  ///
  /// - Throws: `InterchangeError.cannotWrite`.
  init(_ target: URL) throws(InterchangeError) {
    name = target.path
    self.target = target.resolvingSymlinksInPath()
    try Self.check(self.target, name: name)
    let parent = self.target.deletingLastPathComponent()
    partial = parent.appending(path: Self.temporaryName("partial"))
    do {
      try FileManager.default.createDirectory(at: partial, withIntermediateDirectories: true)
      try Data().write(to: partial.appending(path: Self.marker))
    } catch {
      throw .cannotWrite(file: name, reason: error.localizedDescription)
    }
  }

  deinit { if !isFinished { try? FileManager.default.removeItem(at: partial) } }

  /// A file of the folder, for writing; folders on the way are made.
  func file(_ path: String) throws(InterchangeError) -> AtomicFile {
    try AtomicFile(partial.appending(path: path))
  }

  /// Writes a small file at once.
  func write(_ text: String, to path: String) throws(InterchangeError) {
    let file = partial.appending(path: path)
    try doing {
      try makeFolder(of: file)
      try Data(text.utf8).write(to: file)
    }
  }

  /// Makes a link in the folder to a file elsewhere.
  func link(_ path: String, to file: URL) throws(InterchangeError) {
    let link = partial.appending(path: path)
    try doing {
      try makeFolder(of: link)
      try FileManager.default.createSymbolicLink(at: link, withDestinationURL: file)
    }
  }

  /// Gives the folder its name.
  func finish() throws(InterchangeError) {
    try Self.check(target, name: name)
    let old = target.deletingLastPathComponent().appending(path: Self.temporaryName("old"))
    try doing {
      let isThere = FileManager.default.fileExists(atPath: target.path)
      if isThere { try move(target, to: old) }
      do {
        try move(partial, to: target)
      } catch {
        if isThere { try? move(old, to: target) }
        throw error
      }
      isFinished = true
      if isThere { try FileManager.default.removeItem(at: old) }
    }
  }

  private static func check(_ target: URL, name: String) throws(InterchangeError) {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: target.path, isDirectory: &isFolder) else {
      return
    }
    guard isFolder.boolValue else {
      throw .cannotWrite(file: name, reason: "it is a file: name a folder")
    }
    let contents: [String]
    do {
      contents = try FileManager.default.contentsOfDirectory(atPath: target.path)
    } catch {
      throw .cannotWrite(file: name, reason: error.localizedDescription)
    }
    guard contents.isEmpty || contents.contains(marker) else {
      throw .cannotWrite(
        file: name,
        reason: "the folder holds other files and is no former export: name another folder")
    }
  }

  private static func temporaryName(_ end: String) -> String {
    ".galley-\(ProcessInfo.processInfo.processIdentifier)-\(UUID().uuidString).\(end)"
  }

  private var lastFolder: URL?

  private func makeFolder(of file: URL) throws {
    let folder = file.deletingLastPathComponent()
    guard folder != lastFolder else { return }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    lastFolder = folder
  }

  private func move(_ from: URL, to: URL) throws {
    guard rename(from.path, to.path) == 0 else {
      throw InterchangeError.cannotWrite(file: name, reason: String(cString: strerror(errno)))
    }
  }

  private func doing(_ body: () throws -> Void) throws(InterchangeError) {
    do {
      try body()
    } catch let error as InterchangeError {
      throw error
    } catch {
      throw .cannotWrite(file: name, reason: error.localizedDescription)
    }
  }
}
