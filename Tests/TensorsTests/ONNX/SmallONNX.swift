import Foundation
import Tensors

/// An ONNX file in the making, field by field as `onnx.proto` has them.
struct SmallONNX {
  /// What a node is told.
  enum Attribute {
    case integer(Int)
    case integers([Int])
    case real(Double)
    case reals([Double])
    case text(String)
    case tensor(ProtocolBuffer)
    case graph
  }

  var nodes: [ProtocolBuffer] = []
  var tensors: [ProtocolBuffer] = []
  var inputs: [(name: String, shape: [Int]?)] = []
  var outputs: [String] = ["y"]
  var opset = 17
  var metadata: [String: String] = [:]

  /// A graph that takes `x` of a shape.
  init(_ shape: [Int]? = nil, opset: Int = 17, outputs: [String] = ["y"]) {
    inputs = [("x", shape)]
    self.opset = opset
    self.outputs = outputs
  }

  mutating func node(
    _ operation: String, _ inputs: [String], _ outputs: [String] = ["y"], name: String = "",
    domain: String = "", _ attributes: [String: Attribute] = [:]
  ) {
    var node = ProtocolBuffer()
    for input in inputs { node.add(1, input) }
    for output in outputs { node.add(2, output) }
    node.add(3, name)
    node.add(4, operation)
    for (name, value) in attributes.sorted(by: { $0.key < $1.key }) {
      node.add(5, Self.attribute(name, value))
    }
    if !domain.isEmpty { node.add(7, domain) }
    nodes.append(node)
  }

  mutating func floats(_ name: String, _ values: [Float], shape: [Int]? = nil) {
    tensors.append(
      Self.tensor(
        name, shape ?? [values.count], type: 1, values.withUnsafeBytes { Data($0) }))
  }

  mutating func integers(_ name: String, _ values: [Int], shape: [Int]? = nil) {
    tensors.append(
      Self.tensor(
        name, shape ?? [values.count], type: 7,
        values.map { Int64($0) }.withUnsafeBytes { Data($0) }))
  }

  static func tensor(_ name: String, _ shape: [Int], type: Int, _ raw: Data?) -> ProtocolBuffer {
    var tensor = ProtocolBuffer()
    for size in shape { tensor.add(1, size) }
    tensor.add(2, type)
    tensor.add(8, name)
    if let raw { tensor.add(9, raw) }
    return tensor
  }

  /// The file.
  var data: Data {
    var graph = ProtocolBuffer()
    for node in nodes { graph.add(1, node) }
    for tensor in tensors { graph.add(5, tensor) }
    for input in inputs { graph.add(11, Self.value(input.name, input.shape)) }
    for output in outputs { graph.add(12, Self.value(output, nil)) }
    return Self.model(graph, opset: opset, metadata)
  }

  static func model(
    _ graph: ProtocolBuffer, opset: Int = 17, _ metadata: [String: String] = [:]
  ) -> Data {
    var set = ProtocolBuffer()
    set.add(1, "")
    set.add(2, opset)
    var model = ProtocolBuffer()
    model.add(1, 8)
    model.add(2, "test")
    model.add(7, graph)
    model.add(8, set)
    for (key, text) in metadata {
      var entry = ProtocolBuffer()
      entry.add(1, key)
      entry.add(2, text)
      model.add(14, entry)
    }
    return model.bytes
  }

  private static func value(_ name: String, _ shape: [Int]?) -> ProtocolBuffer {
    var value = ProtocolBuffer()
    value.add(1, name)
    guard let shape else { return value }
    var dimensions = ProtocolBuffer()
    for size in shape {
      var dimension = ProtocolBuffer()
      if size > 0 { dimension.add(1, size) } else { dimension.add(2, "free") }
      dimensions.add(1, dimension)
    }
    var tensor = ProtocolBuffer()
    tensor.add(1, 1)
    tensor.add(2, dimensions)
    var type = ProtocolBuffer()
    type.add(1, tensor)
    value.add(2, type)
    return value
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
    case .tensor(let tensor):
      message.add(5, tensor)
      message.add(20, 4)
    case .graph:
      message.add(6, ProtocolBuffer())
      message.add(20, 5)
    case .reals(let reals):
      for real in reals { message.add(7, Float(real)) }
      message.add(20, 6)
    case .integers(let integers):
      for integer in integers { message.add(8, integer) }
      message.add(20, 7)
    }
    return message
  }
}

extension SmallONNX {
  /// The network of this file, with parameters in a store of its own.
  func network(
    values: [String]? = nil, in store: ParameterStore? = nil
  ) throws -> ONNXNetwork {
    try ONNXNetwork(
      try ONNXModel(data, named: "small.onnx"), values: values,
      at: (store ?? ParameterStore(seed: 1)).root)
  }

  /// The numbers that it makes of an input, and their shape.
  func computed(_ x: Tensor) throws -> (shape: [Int], numbers: [Double]) {
    let y = try network()(["x": x], .inference)[0]
    return (y.shape, try y.array(of: Double.self))
  }
}
