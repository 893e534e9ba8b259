import CTorch
import Foundation

/// libtorch, loaded when first used.
public struct Torch: @unchecked Sendable {
  // `@unchecked`: the table is constant and never freed.
  let functions: UnsafePointer<galley_torch>

  /// The library of this program.
  ///
  /// - Throws: `TensorError.libraryMissing`.
  static func loaded() throws(TensorError) -> Torch { try shared.get() }

  private static let shared: Result<Torch, TensorError> = load()

  private static func load() -> Result<Torch, TensorError> {
    let folder = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
      .map { URL(fileURLWithPath: $0).deletingLastPathComponent() }
    let path = folder?.appending(path: "libGalleyTorch.so").path ?? "libGalleyTorch.so"
    var message = [CChar](repeating: 0, count: 1024)
    guard let functions = galley_torch_load(path, &message, message.count) else {
      let reason = String(
        decoding: message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      return .failure(.libraryMissing(path: path, reason: reason))
    }
    return .success(Torch(functions: functions))
  }

  /// Why the last call of this thread failed, without the trace of the library's own files.
  var message: String {
    let whole = String(cString: functions.pointee.message())
    return whole.split(separator: "\n").first.map(String.init) ?? "no reason is given"
  }

  /// libtorch's version, such as `1.13.1`.
  public static func version() throws(TensorError) -> String {
    String(cString: try loaded().functions.pointee.version())
  }

  /// The file of OpenBLAS that libtorch computes with, once it is loaded; `nil` where there is none.
  public static var openBLAS: String? {
    // The file has no size, so it is read to its end.
    guard let file = FileHandle(forReadingAtPath: "/proc/self/maps"),
      let maps = try? file.readToEnd()
    else { return nil }
    return String(decoding: maps, as: UTF8.self).split(separator: "\n").lazy.compactMap {
      $0.split(separator: " ").last
    }
    .first { $0.contains("libopenblas") }.map(String.init)
  }

  /// Sets how many threads an operation may use.
  public static func setThreads(_ count: Int) throws(TensorError) {
    try loaded().functions.pointee.set_threads(Int32(clamping: count))
  }

  /// How many threads an operation may use.
  public static func threads() throws(TensorError) -> Int {
    Int(try loaded().functions.pointee.threads())
  }
}
