extension ONNXParser {
  private static let types: [Int: ElementType] = [
    1: .float32, 2: .uint8, 6: .int32, 7: .int64, 9: .bool, 11: .float64,
  ]
  private static let otherTypes = [
    3: "int8", 4: "uint16", 5: "int16", 8: "string", 10: "float16", 12: "uint32", 13: "uint64",
    14: "complex64", 15: "complex128", 16: "bfloat16",
  ]
  private static let greatestRank = 16
  /// Bytes: what the format itself allows.
  private static let greatestSize = Int(Int32.max)

  /// A tensor; its numbers are only located and counted.
  func tensor(_ message: ProtocolBufferReader) throws(ONNXError) -> ONNXTensor {
    var reader = message
    var (name, kind) = ("", 0)
    var (shape, integers) = ([Int](), [Int]())
    var (raw, reals, doubles) = ([Range<Int>](), [Range<Int>](), [Range<Int>]())
    var isExternal = false
    var integerField: ProtocolBufferReader.Field?
    while let field = try reader.next() {
      switch field.number {
      case 1: try reader.append(field, to: &shape, limit: Self.greatestRank)
      case 2: kind = try reader.integer(field)
      case 4: reals.append(try reader.fixed(field, width: 4))
      case 5, 7:
        integerField = field
        try reader.append(field, to: &integers, limit: Self.greatestSize / 8)
      case 8: name = try reader.text(field)
      case 9: raw = [try reader.range(field)]
      case 10: doubles.append(try reader.fixed(field, width: 8))
      case 13: isExternal = true
      case 14: isExternal = try reader.integer(field) == 1 || isExternal
      default: break
      }
    }
    let subject = "tensor '\(name)'"
    if isExternal {
      throw unsupported(subject, "lies in another file; save the model with its data inside")
    }
    guard let type = Self.types[kind] else {
      throw unsupported(
        subject,
        "is of the type \(Self.otherTypes[kind] ?? "number \(kind)"), which is not read; export "
          + "the model in 32-bit numbers")
    }
    guard let size = SafetensorsHeader.size(type, shape), size <= Self.greatestSize else {
      throw unsupported(subject, "of the shape \(shape) has more than 2 GB or no size at all")
    }
    let places = !raw.isEmpty ? raw : type == .float32 ? reals : type == .float64 ? doubles : []
    let held = places.reduce(0) { $0 + $1.count }
    if places.isEmpty, integerField != nil, type != .float32, type != .float64 {
      guard integers.count == size / type.size else {
        throw incomplete(subject, shape, "\(integers.count) numbers")
      }
      return make(name, shape, type, .integers(integers))
    }
    guard held == size else { throw incomplete(subject, shape, "\(held) bytes") }
    return make(name, shape, type, .places(places))
  }

  private func make(
    _ name: String, _ shape: [Int], _ type: ElementType, _ contents: ONNXTensor.Contents
  ) -> ONNXTensor {
    ONNXTensor(name: name, shape: shape, type: type, contents: contents, source: window.source)
  }

  private func incomplete(_ subject: String, _ shape: [Int], _ held: String) -> ONNXError {
    .invalid(
      path: window.source.path, subject: subject,
      reason: "of the shape \(shape) comes with \(held)")
  }

  private func unsupported(_ subject: String, _ reason: String) -> ONNXError {
    .unsupported(path: window.source.path, subject: subject, reason: reason)
  }
}
