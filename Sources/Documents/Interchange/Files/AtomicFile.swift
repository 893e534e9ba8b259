import Foundation

/// A file that appears under its name only when it is whole.
///
/// A link is followed. A device or pipe, which has no name to take, is written to at the end, and
/// so is standard output.
final class AtomicFile {
  /// Where the bytes go in the end.
  private enum Destination {
    case file(URL)
    case stream(URL)
    case standardOutput
    /// Nowhere: they are read back by `append`.
    case scratch
  }

  private let destination: Destination
  private let name: String
  private let partial: URL
  private let handle: FileHandle
  private var buffer = Data()
  private var isFinished = false

  /// Opens a file in the making; `nil` is standard output.
  convenience init(_ target: URL?) throws(InterchangeError) {
    guard let target else {
      try self.init(.standardOutput, name: "standard output")
      return
    }
    let file = target.resolvingSymlinksInPath()
    var status = stat()
    let exists = stat(file.path, &status) == 0
    switch exists ? status.st_mode & S_IFMT : S_IFREG {
    case S_IFREG: try self.init(.file(file), name: target.path)
    case S_IFDIR: throw .cannotWrite(file: target.path, reason: "it is a folder: name a file")
    default: try self.init(.stream(file), name: target.path)
    }
  }

  /// A file that is only ever appended to another.
  static func scratch() throws(InterchangeError) -> AtomicFile {
    try AtomicFile(.scratch, name: "a file in \(FileManager.default.temporaryDirectory.path)")
  }

  private init(_ destination: Destination, name: String) throws(InterchangeError) {
    self.destination = destination
    self.name = name
    var folder = FileManager.default.temporaryDirectory
    if case .file(let file) = destination { folder = file.deletingLastPathComponent() }
    partial = folder.appending(
      path: ".galley-\(ProcessInfo.processInfo.processIdentifier)-\(UUID().uuidString).partial")
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      guard FileManager.default.createFile(atPath: partial.path, contents: nil) else {
        throw InterchangeError.cannotWrite(
          file: name, reason: "the folder \(folder.path) cannot be written to")
      }
      handle = try FileHandle(forUpdating: partial)
    } catch let error as InterchangeError {
      throw error
    } catch {
      throw .cannotWrite(file: name, reason: error.localizedDescription)
    }
  }

  deinit {
    try? handle.close()
    if !isFinished { try? FileManager.default.removeItem(at: partial) }
  }

  func write(_ text: String) throws(InterchangeError) { try write(Data(text.utf8)) }

  func write(_ data: Data) throws(InterchangeError) {
    buffer.append(data)
    if buffer.count >= 1 << 18 { try flush() }
  }

  /// Appends all that was written to another file that is still in the making.
  func append(_ other: AtomicFile) throws(InterchangeError) {
    try other.flush()
    try doing {
      try other.handle.seek(toOffset: 0)
      while let chunk = try other.handle.read(upToCount: 1 << 18), !chunk.isEmpty {
        try write(chunk)
      }
    }
  }

  /// Gives the file its name, or copies it to where it goes.
  func finish() throws(InterchangeError) {
    try flush()
    try doing {
      switch destination {
      case .file(let file):
        try handle.synchronize()
        guard rename(partial.path, file.path) == 0 else {
          throw InterchangeError.cannotWrite(file: name, reason: String(cString: strerror(errno)))
        }
        isFinished = true
      case .stream(let file): try copy(to: try FileHandle(forWritingTo: file))
      case .standardOutput: try copy(to: .standardOutput)
      case .scratch: break
      }
    }
  }

  private func copy(to output: FileHandle) throws {
    try handle.seek(toOffset: 0)
    while let chunk = try handle.read(upToCount: 1 << 18), !chunk.isEmpty {
      try output.write(contentsOf: chunk)
    }
  }

  private func flush() throws(InterchangeError) {
    try doing { try handle.write(contentsOf: buffer) }
    buffer.removeAll(keepingCapacity: true)
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
