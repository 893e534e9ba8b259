/// The steps that give some values of a graph, and no others.
struct NetworkPlan: Sendable {
  private let steps: [NetworkStep]
  private let wanted: [Int]
  private let names: [String]
  private let fixed: [Int: Tensor]
  private let weights: [Int: Weight]
  private let inputs: [String: Int]
  private let slotCount: Int
  /// Whether a step has to know shapes at the written size, where that is another.
  let needsWrittenShapes: Bool

  init(
    _ all: [NetworkStep], wanted: [Int], names: [String], fixed: [Int: Tensor],
    weights: [Int: Weight], inputs: [String: Int]
  ) {
    self.wanted = wanted
    self.names = names
    self.inputs = inputs
    var needed = Set(wanted)
    var steps: [NetworkStep] = []
    for step in all.reversed()
    where step.outputs.contains(where: { $0.map(needed.contains) ?? false }) {
      needed.formUnion(step.inputs.compactMap { $0 })
      steps.append(step)
    }
    steps = StepFusion(keeping: Set(wanted), fixed).fused(steps.reversed())
    self.fixed = fixed.filter { needed.contains($0.key) }
    self.weights = weights.filter { needed.contains($0.key) }
    // From the end: a slot is released after the last step that uses it.
    var used = Set(wanted).union(fixed.keys)
    for index in steps.indices.reversed() {
      let slots = (steps[index].inputs + steps[index].outputs).compactMap { $0 }
      steps[index].released = Set(slots).filter { used.insert($0).inserted }
    }
    needsWrittenShapes = steps.contains(where: \.needsWrittenShapes)
    slotCount = 1 + (needed.union(steps.flatMap { $0.outputs.compactMap { $0 } }).max() ?? 0)
    self.steps = steps
  }

  /// Computes the wanted values.
  ///
  /// - Parameters:
  ///   - recording: told the shapes of the inputs of each step that has to know them.
  ///   - written: these shapes, where the size is another.
  func run(
    _ given: [String: Tensor], phase: Phase, realType: ElementType,
    recording: ((_ step: Int, _ shapes: [[Int]?]) -> Void)? = nil, written: [Int: [[Int]?]]? = nil
  ) throws(TensorError) -> [Tensor] {
    var values = [Tensor?](repeating: nil, count: slotCount)
    for (slot, tensor) in fixed { values[slot] = tensor }
    for (slot, weight) in weights { values[slot] = try weight() }
    for (name, slot) in inputs where slot < slotCount { values[slot] = given[name] }
    for step in steps {
      // A step is known by what it makes: plans for other values have others.
      let key = step.outputs.compactMap { $0 }.first ?? -1
      if step.needsWrittenShapes, let recording {
        recording(key, step.inputs.map { slot in slot.flatMap { values[$0]?.shape } })
      }
      let outputs = try step.outputs(
        of: values, phase: phase, realType: realType, written: written?[key])
      for (slot, tensor) in zip(step.outputs, outputs) { if let slot { values[slot] = tensor } }
      for slot in step.released { values[slot] = nil }
    }
    var results: [Tensor] = []
    for (slot, name) in zip(wanted, names) {
      guard let tensor = values[slot] else {
        throw .operationFailed(
          operation: "ONNXNetwork", shapes: [], reason: "the value '\(name)' has not been made")
      }
      results.append(tensor)
    }
    return results
  }
}
