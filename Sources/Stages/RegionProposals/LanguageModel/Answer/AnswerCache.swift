import Crypto
import Foundation

/// Validated answers on disk, found by what was asked.
struct AnswerCache: Sendable {
  /// What is kept of an answer.
  struct Entry: Codable, Sendable {
    var answer: String
    var isCutOff: Bool
    /// How sure the model was of each region that the answer names; `nil` where it did not tell.
    var certainties: [RegionCertainty?]?
  }

  let folder: URL

  /// SHA-256 (hex) of the parts, each with its length so that no two lists run together.
  static func key(_ parts: [String]) -> String {
    let joined = parts.map { "\($0.utf8.count):\($0)" }.joined()
    return SHA256.hash(data: Data(joined.utf8)).map { String(format: "%02x", $0) }.joined()
  }

  /// The entry under a key; `nil` when there is none, or none that can be read.
  func entry(_ key: String) -> Entry? {
    guard let data = try? Data(contentsOf: file(key)) else { return nil }
    return try? JSONDecoder().decode(Entry.self, from: data)
  }

  /// Keeps an entry; a reader sees the whole of it or nothing.
  func store(_ entry: Entry, _ key: String) throws {
    let file = file(key)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    // Written beside it under another name, then renamed.
    try encoder.encode(entry).write(to: file, options: .atomic)
  }

  /// Many files in one folder are slow to list: the first two digits make a folder each.
  private func file(_ key: String) -> URL {
    folder.appending(path: "\(key.prefix(2))/\(key).json")
  }
}
