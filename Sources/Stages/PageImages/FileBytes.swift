import Foundation

/// The bytes of an open file, read wherever they are asked for.
///
/// `@unchecked Sendable`: reads name their own position, and the kernel orders them.
final class FileBytes: @unchecked Sendable {
  let descriptor: Int32

  /// Takes over an open descriptor.
  init(descriptor: Int32) { self.descriptor = descriptor }

  /// Opens a file; `nil` where that fails.
  convenience init?(_ path: String) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    self.init(descriptor: descriptor)
  }

  deinit { close(descriptor) }

  /// Its size.
  var count: Int {
    var status = stat()
    return fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
  }

  /// `count` bytes from a position, or fewer where the file ends sooner.
  func bytes(at position: Int, count: Int) -> [UInt8] {
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
