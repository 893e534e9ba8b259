/// A tensor of a file, whose numbers stay there until they are asked for.
struct ONNXTensor: Sendable {
  /// Where the numbers are.
  enum Contents {
    /// At these places of the file, as they lie in memory.
    case places([Range<Int>])
    /// Here: the file has them in a form of its own.
    case integers([Int])
  }

  var name: String
  var shape: [Int]
  var type: ElementType
  var contents: Contents
  var source: ByteSource

  /// Its elements as they lie in memory, row by row.
  func bytes() throws(ONNXError) -> [UInt8] {
    switch contents {
    case .places(let places):
      if places.count == 1, let place = places.first { return try source.bytes(place) }
      var bytes: [UInt8] = []
      for place in places { bytes += try source.bytes(place) }
      return bytes
    case .integers(let values):
      return values.flatMap { value in
        (0..<type.size).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
      }
    }
  }

  /// The tensor.
  func tensor() throws(ONNXError) -> Tensor {
    var bytes = try bytes()
    // Other bytes than 0 and 1 are no truth values to a processor.
    if type == .bool { bytes = bytes.map { min($0, 1) } }
    do throws(TensorError) {
      return try Tensor(bytes: bytes, shape: shape, type: type)
    } catch {
      throw .tensor(path: source.path, subject: "tensor '\(name)'", error: error)
    }
  }
}
