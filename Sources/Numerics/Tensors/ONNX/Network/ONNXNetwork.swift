import Synchronization

/// An ONNX graph as a network that learns.
///
/// Tensors of the file that operators use as weights are parameters, the running statistics of
/// batch normalisation belong to the model, and what depends on neither these nor the input is
/// computed once. The network gives any values of the graph by name, and runs at other sizes and
/// batches than the file names, as far as the values do not depend on sizes that are written into
/// it.
public struct ONNXNetwork: Sendable {
  /// Values that the network gives, in order.
  public let values: [String]
  /// Paths in the parameter store of the file's tensors, by their names in the file.
  public let paths: [String: String]
  /// What the graph is given to make these values.
  public let inputs: [ONNXValue]
  private let graph: PreparedGraph
  private let plan: NetworkPlan
  private let written: WrittenShapes

  /// Makes the parameters of a model, and all that can be refused is refused.
  ///
  /// - Parameters:
  ///   - values: names of the values that are wanted; `nil` for the outputs of the graph. Only what
  ///     they depend on is made.
  ///   - path: where in a store the parameters go; their paths are the file's names, with signs
  ///     other than letters, digits, `_` and `-` as dots.
  /// - Throws: `ONNXError.unsupported` for an operator that is not read, by its node;
  ///   `ONNXError.unknownValue`, `ONNXError.invalid`, `ONNXError.tensor`.
  public init(
    _ model: ONNXModel, values: [String]? = nil, at path: ParameterPath
  ) throws(ONNXError) {
    let wanted = values ?? model.outputs.map(\.name)
    let graph = try PreparedGraph(model, values: wanted, at: path)
    self.graph = graph
    self.values = wanted
    paths = graph.paths
    inputs = model.inputs.filter { graph.inputs[$0.name] != nil }
    plan = try graph.plan(for: wanted)
    written = WrittenShapes(inputs, elementType: graph.realType)
  }

  /// The values for an input, `[batch, channels, height, width]` where the graph takes images.
  ///
  /// - Returns: one for each of `values`.
  /// - Throws: `TensorError.operationFailed`, which names the node.
  public func callAsFunction(
    _ input: Tensor, _ phase: Phase
  ) throws(TensorError) -> [Tensor] {
    guard inputs.count <= 1 else {
      throw .operationFailed(
        operation: graph.path, shapes: [input.shape],
        reason: "the values need the inputs \(inputs.map(\.name)), not one")
    }
    return try run(plan, inputs.first.map { [$0.name: input] } ?? [:], phase)
  }

  /// The values for inputs by name.
  ///
  /// - Parameter values: some of those that the network's own values depend on; `nil` for its own.
  public func callAsFunction(
    _ inputs: [String: Tensor], values: [String]? = nil, _ phase: Phase
  ) throws(TensorError) -> [Tensor] {
    guard let values, values != self.values else { return try run(plan, inputs, phase) }
    let some: NetworkPlan
    do throws(ONNXError) {
      some = try graph.plan(for: values)
    } catch {
      throw .operationFailed(operation: graph.path, shapes: [], reason: "\(error)")
    }
    return try run(some, inputs, phase)
  }

  /// The tensors that training changes or that follow the batches, by their names in the file.
  public var tensors: [String: Tensor] { graph.learnt }

  private func run(
    _ plan: NetworkPlan, _ given: [String: Tensor], _ phase: Phase
  ) throws(TensorError) -> [Tensor] {
    for input in inputs { try check(given[input.name], input) }
    var shapes: [Int: [[Int]?]]?
    if plan.needsWrittenShapes, let start = written.differing(from: given) {
      shapes = try written.recorded { (record) throws(TensorError) in
        // All that the network has, once, for whatever is asked later.
        try withoutGradient { () throws(TensorError) in
          _ = try self.plan.run(
            start(), phase: .inference, realType: graph.realType, recording: record)
        }
      }
    }
    return try plan.run(given, phase: phase, realType: graph.realType, written: shapes)
  }

  private func check(_ tensor: Tensor?, _ input: ONNXValue) throws(TensorError) {
    guard let tensor else {
      throw .operationFailed(
        operation: graph.path, shapes: [], reason: "the input '\(input.name)' is missing")
    }
    // Channels are the file's; batch, height and width are free.
    guard let shape = input.shape else { return }
    let fits =
      shape.count == tensor.rank
      && (shape.count < 2 || shape[1] == nil || shape.count == 2 || shape[1] == tensor.shape[1])
    guard fits else {
      throw .operationFailed(
        operation: graph.path, shapes: [tensor.shape],
        reason: "the input '\(input.name)' is of the form "
          + "[\(shape.map { $0.map(String.init) ?? "?" }.joined(separator: ", "))]")
    }
  }
}
