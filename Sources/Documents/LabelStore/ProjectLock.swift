import Foundation

/// Keeps other processes from opening the same project meanwhile.
///
/// SQLite's busy timeout does not cover the switch to write-ahead mode, and two processes that
/// both find an empty store would both make its tables.
enum ProjectLock {
  /// Runs a body under the lock on a project's folder; without, where the file system has none.
  static func held<Result>(on project: URL, _ body: () throws -> Result) rethrows -> Result {
    let descriptor = open(project.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return try body() }
    // Closing the folder gives the lock back.
    defer { close(descriptor) }
    while flock(descriptor, LOCK_EX) != 0, errno == EINTR {}
    return try body()
  }
}
