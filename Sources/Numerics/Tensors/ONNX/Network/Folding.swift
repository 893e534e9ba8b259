/// Computes what depends on nothing but the file, once.
struct Folding {
  private let realType: ElementType
  private var made = 0

  /// Elements of one tensor that a node makes of sizes alone.
  private static let greatestTensor = 1 << 26
  /// Elements of all such tensors together.
  private static let greatestCount = 1 << 28

  init(realType: ElementType) { self.realType = realType }

  /// Computes a step, and keeps what it gives.
  mutating func compute(
    _ step: NetworkStep, _ fixed: inout [Int: Tensor]
  ) throws(TensorError) {
    var values = [Tensor?](repeating: nil, count: step.inputs.count)
    for (index, slot) in step.inputs.enumerated() { values[index] = slot.flatMap { fixed[$0] } }
    var local = step
    local.inputs = step.inputs.indices.map { step.inputs[$0] == nil ? nil : $0 }
    let outputs = try withoutGradient { () throws(TensorError) in
      try local.outputs(
        of: values, phase: .inference, realType: realType,
        greatestCount: Self.greatestTensor)
    }
    for (slot, tensor) in zip(step.outputs, outputs) {
      made += tensor.count
      guard made <= Self.greatestCount else {
        throw .operationFailed(
          operation: step.label, shapes: [tensor.shape],
          reason: "the constants of the graph grow beyond all measure")
      }
      if let slot { fixed[slot] = tensor }
    }
  }
}
