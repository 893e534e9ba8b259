/// Takes a model apart into its messages; the numbers of fields are those of `onnx.proto`.
struct ONNXParser {
  let window: ByteWindow
  private let path: String

  /// Nodes and tensors: those of the largest models are far fewer.
  private static let greatestCount = 1 << 20
  /// Of a list of an attribute.
  static let greatestList = 1 << 16

  init(_ source: ByteSource) {
    window = ByteWindow(source)
    path = source.path
  }

  /// The whole file.
  mutating func parse(into model: inout ONNXModel) throws(ONNXError) {
    var reader = ProtocolBufferReader(window, 0..<window.source.count)
    var graph: ProtocolBufferReader?
    var version: Int?
    var opset: Int?
    while let field = try reader.next() {
      switch field.number {
      case 1: version = try reader.integer(field)
      case 2: model.producer = try reader.text(field)
      case 7:
        guard graph == nil else { throw window.malformed("it has two graphs") }
        graph = try reader.message(field)
      case 8:
        let set = try operatorSet(try reader.message(field))
        if set.domain.isEmpty || set.domain == "ai.onnx" { opset = set.version }
      case 14:
        let (key, text) = try entry(try reader.message(field))
        model.metadata[key] = text
      default: break
      }
    }
    guard let graph, version != nil else { throw window.malformed("it has no graph") }
    guard let opset else { throw window.malformed("it names no version of the operators") }
    guard ONNXModel.opsets.contains(opset) else {
      throw .unsupported(
        path: path, subject: "opset \(opset)",
        reason: "is not read; export the model with one of \(ONNXModel.opsets.lowerBound) to "
          + "\(ONNXModel.opsets.upperBound)")
    }
    model.opset = opset
    try parse(graph, into: &model)
  }

  private func parse(
    _ graph: ProtocolBufferReader, into model: inout ONNXModel
  ) throws(ONNXError) {
    var reader = graph
    while let field = try reader.next() {
      switch field.number {
      case 1: model.nodes.append(try node(try reader.message(field)))
      case 5:
        let tensor = try tensor(try reader.message(field))
        guard model.tensors.updateValue(tensor, forKey: tensor.name) == nil else {
          throw .invalid(
            path: path, subject: "initialiser '\(tensor.name)'", reason: "is there twice")
        }
      case 11: model.inputs.append(try value(try reader.message(field)))
      case 12: model.outputs.append(try value(try reader.message(field)))
      case 15:
        throw .unsupported(
          path: path, subject: "a sparse initialiser",
          reason: "is not read; store the model's tensors densely")
      default: break
      }
      guard model.nodes.count <= Self.greatestCount, model.tensors.count <= Self.greatestCount
      else { throw window.malformed("it has more parts than any model") }
    }
  }

  private func operatorSet(
    _ message: ProtocolBufferReader
  ) throws(ONNXError) -> (domain: String, version: Int) {
    var reader = message
    var (domain, version) = ("", 0)
    while let field = try reader.next() {
      if field.number == 1 { domain = try reader.text(field) }
      if field.number == 2 { version = try reader.integer(field) }
    }
    return (domain, version)
  }

  private func entry(
    _ message: ProtocolBufferReader
  ) throws(ONNXError) -> (key: String, text: String) {
    var reader = message
    var (key, text) = ("", "")
    while let field = try reader.next() {
      if field.number == 1 { key = try reader.text(field) }
      if field.number == 2 { text = try reader.text(field) }
    }
    return (key, text)
  }

  private func node(_ message: ProtocolBufferReader) throws(ONNXError) -> ONNXNode {
    var reader = message
    var node = ONNXNode()
    while let field = try reader.next() {
      switch field.number {
      case 1: node.inputs.append(try reader.text(field))
      case 2: node.outputs.append(try reader.text(field))
      case 3: node.name = try reader.text(field)
      case 4: node.operation = try reader.text(field)
      case 5:
        let (name, attribute) = try attribute(try reader.message(field))
        node.attributes[name] = attribute
      case 7: node.domain = try reader.text(field)
      default: break
      }
    }
    return node
  }
}
