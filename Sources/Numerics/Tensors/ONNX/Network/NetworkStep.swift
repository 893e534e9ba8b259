/// One computation of a network; values lie in slots.
struct NetworkStep: Sendable {
  /// What errors call it.
  var label: String
  /// Its kind in ONNX.
  var operation: String
  var inputs: [Int?]
  var outputs: [Int?]
  /// Which inputs are the file's own, and not learnt.
  var areConstant: [Bool]
  /// Whether it has to know the shapes that its inputs have at the written size.
  var needsWrittenShapes: Bool
  var computation: ONNXOperator.Computation
  /// Slots that nothing needs any more.
  var released: [Int] = []

  /// Computes the outputs, naming the node where that fails.
  func outputs(
    of values: [Tensor?], phase: Phase, realType: ElementType, written: [[Int]?]? = nil,
    greatestCount: Int = 1 << 32
  ) throws(TensorError) -> [Tensor] {
    let given = inputs.map { $0.flatMap { values[$0] } }
    do throws(TensorError) {
      return try computation(
        NodeArguments(
          inputs: given, phase: phase, realType: realType, areConstant: areConstant,
          greatestCount: greatestCount, writtenShapes: written))
    } catch {
      guard case .operationFailed(_, _, let reason) = error else { throw error }
      throw .operationFailed(
        operation: label, shapes: given.compactMap { $0?.shape }, reason: reason)
    }
  }
}
