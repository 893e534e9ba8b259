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

  /// Names of all tensors that the file brings.
  public var tensorNames: [String] { tensors.keys.sorted() }
}
