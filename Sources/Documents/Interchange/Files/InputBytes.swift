import Foundation

/// The bytes of a file that someone else wrote.
enum InputBytes {
  /// Reads a file, up to a size if one is given.
  ///
  /// - Throws: `InterchangeError.cannotRead`.
  static func read(_ file: URL, limit: Int? = nil) throws(InterchangeError) -> [UInt8] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: file.path, isDirectory: &isFolder) else {
      throw .cannotRead(file: file.path, reason: "there is no such file: check the path")
    }
    guard !isFolder.boolValue else {
      throw .cannotRead(file: file.path, reason: "it is a folder: name a file in it")
    }
    let data: Data
    do {
      let handle = try FileHandle(forReadingFrom: file)
      defer { try? handle.close() }
      var status = stat()
      if let limit, fstat(handle.fileDescriptor, &status) == 0, Int(status.st_size) > limit {
        throw InterchangeError.cannotRead(file: file.path, reason: tooLarge(limit))
      }
      // Pipes have no size before they are read.
      let read =
        if let limit { try handle.read(upToCount: limit + 1) } else { try handle.readToEnd() }
      data = read ?? Data()
    } catch let error as InterchangeError {
      throw error
    } catch {
      throw .cannotRead(file: file.path, reason: error.localizedDescription)
    }
    if let limit, data.count > limit {
      throw .cannotRead(file: file.path, reason: tooLarge(limit))
    }
    return [UInt8](data)
  }

  /// The line and column of a byte.
  static func line(of offset: Int, in bytes: [UInt8]) -> String {
    let before = bytes.prefix(offset)
    let start = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    return "line \(before.count { $0 == 0x0A } + 1), column \(offset - start + 1)"
  }

  private static func tooLarge(_ limit: Int) -> String {
    "it is larger than \(limit >> 20) MiB: split it"
  }
}
