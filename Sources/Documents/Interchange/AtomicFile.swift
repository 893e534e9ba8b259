import Foundation

/// A file that appears under its name only when it is whole.
final class AtomicFile {
  /// Where it will be; `nil` for standard output.
  let target: URL?
  private let partial: URL
  private let handle: FileHandle
  private var buffer = Data()
  private var isFinished = false

  init(_ target: URL?) throws(InterchangeError) {
    self.target = target
    let folder = target?.deletingLastPathComponent() ?? FileManager.default.temporaryDirectory
    partial = folder.appending(
      path: ".galley-\(ProcessInfo.processInfo.processIdentifier)-\(UUID().uuidString).partial")
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      guard FileManager.default.createFile(atPath: partial.path, contents: nil) else {
        throw InterchangeError.cannotWrite(
          file: target?.path ?? "standard output", reason: "the folder cannot be written to")
      }
      handle = try FileHandle(forUpdating: partial)
    } catch let error as InterchangeError {
      throw error
    } catch {
      throw .cannotWrite(
        file: target?.path ?? "standard output", reason: error.localizedDescription)
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

  /// Gives the file its name, or copies it to standard output.
  func finish() throws(InterchangeError) {
    try flush()
    try doing {
      if let target {
        try handle.synchronize()
        guard rename(partial.path, target.path) == 0 else {
          throw InterchangeError.cannotWrite(
            file: target.path, reason: String(cString: strerror(errno)))
        }
        isFinished = true
      } else {
        try handle.seek(toOffset: 0)
        while let chunk = try handle.read(upToCount: 1 << 18), !chunk.isEmpty {
          try FileHandle.standardOutput.write(contentsOf: chunk)
        }
      }
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
      throw .cannotWrite(
        file: target?.path ?? "standard output", reason: error.localizedDescription)
    }
  }
}
