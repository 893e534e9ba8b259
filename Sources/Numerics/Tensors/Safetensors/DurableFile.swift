import Foundation

#if canImport(Glibc)
  import Glibc
#endif

/// A file that is replaced as a whole: written beside its place, brought to the disk, then renamed.
struct DurableFile {
  private let path: String
  private let draft: String
  private var folder: String {
    let parent = (path as NSString).deletingLastPathComponent
    return parent.isEmpty ? "." : parent
  }

  init(_ path: String) {
    self.path = path
    let place = path as NSString
    draft = (place.deletingLastPathComponent as NSString).appendingPathComponent(
      ".\(place.lastPathComponent).\(getpid())-\(UInt32.random(in: 0...UInt32.max)).draft")
  }

  /// Writes the parts that `body` gives; on an error the old file stays.
  func write(_ body: ((_ part: [UInt8]) throws -> Void) throws -> Void) throws {
    // A device or a folder is not to be replaced.
    var status = stat()
    if stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
      throw SafetensorsFault("it is not a regular file")
    }
    let file = try Self.checked(open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666))
    var isOpen = true
    do {
      try body { try Self.write($0, to: file) }
      try Self.checked(fsync(file))
      isOpen = false
      try Self.checked(close(file))
      try Self.checked(rename(draft, path))
    } catch {
      if isOpen { close(file) }
      unlink(draft)
      throw error
    }
    // The new name is on the disk once its folder is.
    let folder = try Self.checked(open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC))
    defer { close(folder) }
    try Self.checked(fsync(folder))
  }

  private static func write(_ bytes: [UInt8], to file: Int32) throws {
    try bytes.withUnsafeBytes { buffer in
      var rest = buffer[...]
      while !rest.isEmpty {
        let count = Glibc.write(
          file, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if count < 0, errno == EINTR { continue }
        try checked(Int32(count < 0 ? -1 : 0))
        rest = rest.dropFirst(count)
      }
    }
  }

  @discardableResult
  private static func checked(_ result: Int32) throws -> Int32 {
    guard result >= 0 else { throw SafetensorsFault.ofSystem() }
    return result
  }
}

extension SafetensorsFault: LocalizedError {
  var errorDescription: String? { reason }
}
