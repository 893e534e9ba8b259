/// A safetensors file that is open for reading, with its header checked.
struct SafetensorsFile {
  let header: SafetensorsHeader
  private let path: String
  private let file: RegularFile
  private let dataStart: Int

  /// As other readers of the format have it.
  static let greatestHeader = 100_000_000

  init(_ path: String) throws(TensorError) {
    self.path = path
    do throws(SafetensorsFault) {
      file = try RegularFile(path)
    } catch {
      throw .unreadable(path: path, reason: error.reason)
    }
    do throws(SafetensorsFault) {
      guard file.length >= 8 else { throw .init("it is shorter than 8 bytes") }
      let announced = try file.read(8, at: 0).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      guard announced <= Self.greatestHeader else {
        throw .init("its header has \(announced) bytes, more than any model's")
      }
      guard Int(announced) <= file.length - 8 else {
        throw .init("its header ends beyond the end of the file")
      }
      dataStart = 8 + Int(announced)
      header = try HeaderParser.parse(try file.read(Int(announced), at: 8))
      try header.check(dataLength: file.length - dataStart)
    } catch {
      throw Self.broken(path, error)
    }
  }

  /// Reads a tensor.
  func tensor(_ entry: SafetensorsHeader.Entry) throws(TensorError) -> Tensor {
    var bytes: [UInt8]
    do throws(SafetensorsFault) {
      bytes = try file.read(entry.range.count, at: dataStart + entry.range.lowerBound)
    } catch {
      throw Self.broken(path, error)
    }
    // Other bytes than 0 and 1 are no truth values to a processor.
    if entry.type == .bool { bytes = bytes.map { min($0, 1) } }
    return try Tensor(bytes: bytes, shape: entry.shape, type: entry.type)
  }

  private static func broken(_ path: String, _ fault: SafetensorsFault) -> TensorError {
    .unreadable(
      path: path,
      reason: "not a safetensors file that can be read: \(fault.reason). Make or copy it again")
  }
}
