import Foundation

/// Keeps Tesseract's OpenMP loops on the calling thread.
///
/// Galley runs one engine a core; threads of several engines would fight. Tesseract asks for four
/// threads by name, so only the depth of parallelism can be cut, and that is per calling thread.
/// `OMP_THREAD_LIMIT` would have to be set before the program starts.
enum OpenMPThreads {
  private static let setMaximumDepth = function(
    "omp_set_max_active_levels", as: (@convention(c) (Int32) -> Void).self)
  private static let maximumDepth = function(
    "omp_get_max_active_levels", as: (@convention(c) () -> Int32).self)

  /// A function of the OpenMP library that Tesseract brought; `nil` where it brought none.
  private static func function<Function>(_ name: String, as type: Function.Type) -> Function? {
    dlsym(nil, name).map { unsafeBitCast($0, to: type) }
  }

  /// Runs a body whose OpenMP loops stay on this thread.
  ///
  /// The depth is given back: a thread may work on tensors next, and oneDNN waits for ever for
  /// threads that it asked for and did not get.
  static func withOne<Result>(_ body: () -> Result) -> Result {
    guard let setMaximumDepth, let maximumDepth else { return body() }
    let before = maximumDepth()
    setMaximumDepth(0)
    defer { setMaximumDepth(before) }
    return body()
  }
}
