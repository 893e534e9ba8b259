import Foundation

#if canImport(Glibc)
  import Glibc
#endif

/// A file on a disk, open for reading.
final class RegularFile: Sendable {
  /// Bytes in it.
  let length: Int
  private let descriptor: Int32

  /// Opens a file; one that is no regular file, such as a pipe, is refused at once.
  init(_ path: String) throws(SafetensorsFault) {
    descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw .ofSystem() }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw .init("it is not a regular file")
    }
    length = Int(status.st_size)
  }

  deinit { close(descriptor) }

  /// The bytes from a place on.
  func read(_ count: Int, at offset: Int) throws(SafetensorsFault) -> [UInt8] {
    var fault: SafetensorsFault?
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        let part = pread(
          descriptor, buffer.baseAddress.map { $0 + filled }, count - filled, off_t(offset + filled)
        )
        if part < 0, errno == EINTR { continue }
        guard part > 0 else {
          fault = part == 0 ? .init("it was cut short while it was read") : .ofSystem()
          return
        }
        filled += part
      }
    }
    if let fault { throw fault }
    return bytes
  }
}

extension SafetensorsFault {
  /// What the system said last.
  static func ofSystem() -> SafetensorsFault { .init(String(cString: strerror(errno))) }
}
