extension ONNXParser {
  /// An input or output: its name, and its sizes where it is a tensor.
  func value(_ message: ProtocolBufferReader) throws(ONNXError) -> ONNXValue {
    var reader = message
    var value = ONNXValue(name: "", shape: nil)
    while let field = try reader.next() {
      switch field.number {
      case 1: value.name = try reader.text(field)
      case 2:
        guard let tensor = try first(1, in: try reader.message(field)) else { break }
        guard let shape = try first(2, in: tensor) else { break }
        value.shape = try sizes(shape)
      default: break
      }
    }
    return value
  }

  private func first(
    _ number: Int, in message: ProtocolBufferReader
  ) throws(ONNXError) -> ProtocolBufferReader? {
    var reader = message
    while let field = try reader.next() {
      if field.number == number { return try reader.message(field) }
    }
    return nil
  }

  private func sizes(_ message: ProtocolBufferReader) throws(ONNXError) -> [Int?] {
    var reader = message
    var sizes: [Int?] = []
    while let field = try reader.next() {
      guard field.number == 1 else { continue }
      var size: Int?
      var dimension = try reader.message(field)
      while let part = try dimension.next() {
        if part.number == 1 { size = try dimension.integer(part) }
      }
      // Some exporters write 0 or -1 for a free size.
      sizes.append(size.flatMap { $0 > 0 ? $0 : nil })
    }
    return sizes
  }
}
