import Foundation

/// A safetensors file that is open for reading, with its header checked.
final class SafetensorsFile {
  let header: SafetensorsHeader
  private let path: String
  private let file: FileHandle
  private let dataStart: Int

  /// As other readers of the format have it.
  static let greatestHeader = 100_000_000

  init(_ path: String) throws(TensorError) {
    self.path = path
    do {
      file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
      let length = Int(try file.seekToEnd())
      try file.seek(toOffset: 0)
      let start = try Self.read(8, file)
      guard start.count == 8 else { throw SafetensorsFault("it is shorter than 8 bytes") }
      let announced = start.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      guard announced <= Self.greatestHeader else {
        throw SafetensorsFault("its header has \(announced) bytes, more than any model's")
      }
      guard Int(announced) <= length - 8 else {
        throw SafetensorsFault("its header ends beyond the end of the file")
      }
      dataStart = 8 + Int(announced)
      header = try HeaderParser.parse(try Self.read(Int(announced), file))
      try header.check(dataLength: length - dataStart)
    } catch {
      throw Self.unreadable(path, error)
    }
  }

  deinit { try? file.close() }

  /// Reads a tensor.
  func tensor(_ entry: SafetensorsHeader.Entry) throws(TensorError) -> Tensor {
    var bytes: [UInt8]
    do {
      try file.seek(toOffset: UInt64(dataStart + entry.range.lowerBound))
      bytes = try Self.read(entry.range.count, file)
      guard bytes.count == entry.range.count else {
        throw SafetensorsFault("it was cut short while it was read")
      }
    } catch {
      throw Self.unreadable(path, error)
    }
    // Other bytes than 0 and 1 are no truth values to a processor.
    if entry.type == .bool { bytes = bytes.map { min($0, 1) } }
    return try Tensor(bytes: bytes, shape: entry.shape, type: entry.type)
  }

  private static func read(_ count: Int, _ file: FileHandle) throws -> [UInt8] {
    count == 0 ? [] : [UInt8](try file.read(upToCount: count) ?? Data())
  }

  static func unreadable(_ path: String, _ error: any Error) -> TensorError {
    if let fault = error as? SafetensorsFault {
      return .unreadable(
        path: path,
        reason: "not a safetensors file that can be read: \(fault.reason). Make or copy it again")
    }
    return .unreadable(path: path, reason: error.localizedDescription)
  }
}
