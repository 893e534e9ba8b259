import Foundation

/// Files of the checkout that tests read.
public enum Fixture {
  /// The root of the checkout.
  public static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// A file below `Fixtures/`.
  public static func file(_ path: String) -> URL { root.appending(path: "Fixtures/\(path)") }

  /// Runs a body with a fresh folder that is removed afterwards.
  @discardableResult
  public static func withTemporaryFolder<T>(_ body: (URL) async throws -> T) async throws -> T {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "galley-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try await body(folder)
  }
}
