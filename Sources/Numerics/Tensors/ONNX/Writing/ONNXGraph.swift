import Foundation

/// An ONNX graph in the making (opset 17).
struct ONNXGraph {
  /// What a node is told beside its inputs.
  enum Attribute {
    case integer(Int)
    case integers([Int])
    case real(Double)
    case text(String)
  }

  private var nodes: [ProtocolBuffer] = []
  private var constants: [ProtocolBuffer] = []
  private var counter = 0

  private static let opset = 17

  /// Adds a node with one output, and names that.
  mutating func node(
    _ operation: String, _ inputs: [String], _ attributes: [(String, Attribute)] = []
  ) -> String {
    counter += 1
    let output = "\(operation.lowercased())_\(counter)"
    var node = ProtocolBuffer()
    for input in inputs { node.add(1, input) }
    node.add(2, output)
    node.add(3, output)
    node.add(4, operation)
    for (name, value) in attributes { node.add(5, Self.attribute(name, value)) }
    nodes.append(node)
    return output
  }

  /// Adds a tensor of floats, and names it.
  mutating func constant(_ values: [Float], shape: [Int]) -> String {
    constant(values.withUnsafeBytes { Data($0) }, type: 1, shape: shape)
  }

  /// Adds a vector of whole numbers, and names it.
  mutating func constant(_ values: [Int]) -> String {
    constant(values.map { Int64($0) }.withUnsafeBytes { Data($0) }, type: 7, shape: [values.count])
  }

  private mutating func constant(_ bytes: Data, type: Int, shape: [Int]) -> String {
    counter += 1
    let name = "constant_\(counter)"
    var tensor = ProtocolBuffer()
    for size in shape { tensor.add(1, size) }
    tensor.add(2, type)
    tensor.add(8, name)
    tensor.add(9, bytes)
    constants.append(tensor)
    return name
  }

  /// The model as a file's bytes.
  ///
  /// - Parameters:
  ///   - outputs: the graph's name of a value, the name to give it, and its shape.
  ///   - metadata: texts for those who use the model.
  mutating func model(
    input: (name: String, shape: [Int]),
    outputs: [(value: String, name: String, shape: [Int])], metadata: [String: String]
  ) -> Data {
    for output in outputs {
      var node = ProtocolBuffer()
      node.add(1, output.value)
      node.add(2, output.name)
      node.add(4, "Identity")
      nodes.append(node)
    }
    var graph = ProtocolBuffer()
    for node in nodes { graph.add(1, node) }
    graph.add(2, "student")
    for tensor in constants { graph.add(5, tensor) }
    graph.add(11, Self.value(input.name, input.shape))
    for output in outputs { graph.add(12, Self.value(output.name, output.shape)) }
    var set = ProtocolBuffer()
    set.add(1, "")
    set.add(2, Self.opset)
    var model = ProtocolBuffer()
    model.add(1, 8)
    model.add(2, "galley")
    model.add(7, graph)
    model.add(8, set)
    for (key, text) in metadata.sorted(by: { $0.key < $1.key }) {
      var entry = ProtocolBuffer()
      entry.add(1, key)
      entry.add(2, text)
      model.add(14, entry)
    }
    return model.bytes
  }

  private static func attribute(_ name: String, _ value: Attribute) -> ProtocolBuffer {
    var message = ProtocolBuffer()
    message.add(1, name)
    switch value {
    case .real(let real):
      message.add(2, Float(real))
      message.add(20, 1)
    case .integer(let integer):
      message.add(3, integer)
      message.add(20, 2)
    case .text(let text):
      message.add(4, text)
      message.add(20, 3)
    case .integers(let integers):
      for integer in integers { message.add(8, integer) }
      message.add(20, 7)
    }
    return message
  }

  private static func value(_ name: String, _ shape: [Int]) -> ProtocolBuffer {
    var dimensions = ProtocolBuffer()
    for size in shape {
      var dimension = ProtocolBuffer()
      dimension.add(1, size)
      dimensions.add(1, dimension)
    }
    var tensor = ProtocolBuffer()
    tensor.add(1, 1)
    tensor.add(2, dimensions)
    var type = ProtocolBuffer()
    type.add(1, tensor)
    var value = ProtocolBuffer()
    value.add(1, name)
    value.add(2, type)
    return value
  }
}
