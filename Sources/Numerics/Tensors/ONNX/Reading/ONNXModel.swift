import Foundation

/// An ONNX model, parsed and checked; its tensors stay in the file until they are asked for.
public struct ONNXModel: Sendable {
  /// What the graph is given, without what it brings itself.
  public internal(set) var inputs: [ONNXValue] = []
  /// What it gives.
  public internal(set) var outputs: [ONNXValue] = []
  /// Texts about it.
  public internal(set) var metadata: [String: String] = [:]
  /// Version of the set of operators.
  public internal(set) var opset = 0
  /// The program that wrote it.
  public internal(set) var producer = ""
  /// In an order in which they can be computed.
  var nodes: [ONNXNode] = []
  /// By name: initialisers, and constants that are nodes.
  var tensors: [String: ONNXTensor] = [:]
  let source: ByteSource

  /// Versions of the operators that are read.
  public static let opsets = 7...21

  /// Reads a file.
  ///
  /// - Throws: `ONNXError.unreadable`, `ONNXError.invalid`, `ONNXError.unsupported`.
  public init(contentsOf path: String) throws(ONNXError) {
    try self.init(try ByteSource(contentsOf: path))
  }

  /// Reads a model in memory.
  ///
  /// - Parameter name: what errors call it.
  public init(_ data: Data, named name: String = "model") throws(ONNXError) {
    try self.init(ByteSource(data, named: name))
  }

  private init(_ source: ByteSource) throws(ONNXError) {
    self.source = source
    var parser = ONNXParser(source)
    try parser.parse(into: &self)
    try GraphCheck(path: source.path).check(&self)
  }

  /// What errors call it.
  public var path: String { source.path }

  /// All values that can be asked for: inputs, and outputs of nodes.
  public var valueNames: [String] {
    inputs.map(\.name) + nodes.flatMap(\.outputs).filter { !$0.isEmpty }
  }

  /// The kind, the inputs and the outputs of the node that makes a value.
  public func node(
    making value: String
  ) -> (operation: String, inputs: [String], outputs: [String])? {
    nodes.first { $0.outputs.contains(value) }.map { ($0.operation, $0.inputs, $0.outputs) }
  }

  /// Sizes of the parts where a split makes a value, as far as the file says them.
  ///
  /// - Throws: `ONNXError.tensor`, `.unreadable`.
  public func parts(ofSplitMaking value: String) throws(ONNXError) -> [Int] {
    guard let node = nodes.first(where: { $0.outputs.contains(value) }) else { return [] }
    if case .integers(let sizes)? = node.attributes["split"] { return sizes }
    guard node.inputs.count > 1, let sizes = try tensor(named: node.inputs[1]) else { return [] }
    do throws(TensorError) { return try sizes.array(of: Int.self) } catch {
      throw .tensor(path: path, subject: node.label, error: error)
    }
  }

  /// A tensor that the file brings; `nil` where it has none of that name.
  ///
  /// - Throws: `ONNXError.tensor`, `.unreadable`.
  public func tensor(named name: String) throws(ONNXError) -> Tensor? {
    try tensors[name]?.tensor()
  }

  /// Names of all tensors that the file brings.
  public var tensorNames: [String] { tensors.keys.sorted() }
}
