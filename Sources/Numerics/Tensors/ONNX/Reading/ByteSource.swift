import Foundation

/// The bytes of a model, in memory or in a file that stays open and is read where needed.
struct ByteSource: Sendable {
  private enum Storage {
    case memory(Data)
    case file(RegularFile)
  }

  /// What errors call it.
  let path: String
  /// How many bytes there are.
  let count: Int
  private let storage: Storage

  /// Bytes in memory.
  init(_ data: Data, named name: String) {
    path = name
    // From zero on, so that places in the file are places in memory.
    storage = .memory(data.startIndex == 0 ? data : Data(data))
    count = data.count
  }

  /// A regular file.
  init(contentsOf path: String) throws(ONNXError) {
    self.path = path
    do throws(SafetensorsFault) {
      let file = try RegularFile(path)
      storage = .file(file)
      count = file.length
    } catch {
      throw .unreadable(path: path, reason: error.reason)
    }
  }

  /// Bytes of a range that lies within.
  func bytes(_ range: Range<Int>) throws(ONNXError) -> [UInt8] {
    switch storage {
    case .memory(let data): return [UInt8](data[range])
    case .file(let file):
      do throws(SafetensorsFault) {
        return try file.read(range.count, at: range.lowerBound)
      } catch {
        throw .unreadable(path: path, reason: error.reason)
      }
    }
  }
}
