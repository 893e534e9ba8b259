import CMemoryFile
import Foundation

/// A file without a name that exists in memory only: a child writes it, this process reads it.
///
/// A page image is some megabytes; through a pipe it would arrive in hundreds of pieces, each
/// waking both sides.
///
/// `@unchecked Sendable`: reads name their own position, and the kernel orders them.
public final class MemoryFile: @unchecked Sendable {
  let descriptor: Int32

  /// - Throws: `LimitedProcessError.cannotStart` when the system has no descriptor left.
  init(for tool: String) throws(LimitedProcessError) {
    descriptor = galley_memory_file(tool)
    guard descriptor >= 0 else {
      throw .cannotStart(tool: tool, reason: String(cString: strerror(errno)))
    }
  }

  deinit { close(descriptor) }

  /// Bytes written so far.
  public var count: Int {
    var status = stat()
    return fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
  }

  /// All bytes.
  public var bytes: [UInt8] { bytes(at: 0, count: count) }

  /// `count` bytes from a position, or fewer where the file ends sooner.
  public func bytes(at position: Int, count: Int) -> [UInt8] {
    Array(unsafeUninitializedCapacity: max(0, count)) { buffer, filled in
      while filled < buffer.count {
        let read = pread(
          descriptor, buffer.baseAddress.map { $0 + filled }, buffer.count - filled,
          position + filled)
        if read < 0, errno == EINTR { continue }
        guard read > 0 else { return }
        filled += read
      }
    }
  }
}
