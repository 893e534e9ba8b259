import CMemoryFile
import Foundation

/// A file without a name that exists in memory only: a child writes it, this process reads it.
///
/// A page image is some megabytes; through a pipe it would arrive in hundreds of pieces, each
/// waking both sides.
public final class MemoryFile: Sendable {
  private let file: FileBytes

  /// - Throws: `LimitedProcessError.cannotStart` when the system has no descriptor left.
  init(for tool: String) throws(LimitedProcessError) {
    let descriptor = galley_memory_file(tool)
    guard descriptor >= 0 else {
      throw .cannotStart(tool: tool, reason: String(cString: strerror(errno)))
    }
    file = FileBytes(descriptor: descriptor)
  }

  var descriptor: Int32 { file.descriptor }

  /// Where other programs find it, as long as it is held.
  var path: String { "/proc/\(getpid())/fd/\(descriptor)" }

  /// Bytes written so far.
  public var count: Int { file.count }

  /// All bytes.
  public var bytes: [UInt8] { bytes(at: 0, count: count) }

  /// `count` bytes from a position, or fewer where the file ends sooner.
  public func bytes(at position: Int, count: Int) -> [UInt8] {
    file.bytes(at: position, count: count)
  }
}
