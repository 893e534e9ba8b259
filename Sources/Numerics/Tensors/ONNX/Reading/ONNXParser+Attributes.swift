extension ONNXParser {
  /// An attribute of a node; one that holds a graph is not looked into.
  func attribute(
    _ message: ProtocolBufferReader
  ) throws(ONNXError) -> (name: String, ONNXAttribute) {
    var reader = message
    var (name, kind) = ("", 0)
    var (integer, integers, real, reals) = (0, [Int](), 0.0, [Double]())
    var (text, texts, tensor) = ("", [String](), ONNXTensor?.none)
    var last = 0
    while let field = try reader.next() {
      switch field.number {
      case 1: name = try reader.text(field)
      case 2: real = try reader.reals(field).last ?? 0
      case 3: integer = try reader.integer(field)
      case 4: text = try reader.text(field)
      case 5: tensor = try self.tensor(try reader.message(field))
      case 7: reals += try reader.reals(field)
      case 8: try reader.append(field, to: &integers, limit: Self.greatestList)
      case 9: texts.append(try reader.text(field))
      case 20: kind = try reader.integer(field)
      default: break
      }
      if Self.kindByField[field.number] != nil { last = field.number }
    }
    // Old files leave the kind out.
    if kind == 0 { kind = Self.kindByField[last] ?? 0 }
    switch kind {
    case 1: return (name, .real(real))
    case 2: return (name, .integer(integer))
    case 3: return (name, .text(text))
    case 4: return (name, tensor.map { .tensor($0) } ?? .unread("tensor that is missing"))
    case 5, 10: return (name, .unread("graph"))
    case 6: return (name, .reals(reals))
    case 7: return (name, .integers(integers))
    case 8: return (name, .texts(texts))
    case 11, 12: return (name, .unread("sparse tensor"))
    default: return (name, .unread("kind \(kind)"))
    }
  }

  private static let kindByField = [
    2: 1, 3: 2, 4: 3, 5: 4, 6: 5, 7: 6, 8: 7, 9: 8, 10: 9, 11: 10, 22: 11, 23: 12,
  ]
}
