/// Takes steps together that libtorch has as one: it is faster, and keeps less for the gradients.
struct StepFusion {
  private let kept: Set<Int>
  private let fixed: [Int: Tensor]

  /// - Parameter kept: slots that have to be filled.
  init(keeping kept: Set<Int>, _ fixed: [Int: Tensor]) {
    self.kept = kept
    self.fixed = fixed
  }

  /// The same computation in fewer steps.
  func fused(_ steps: [NetworkStep]) -> [NetworkStep] {
    var makers: [Int: Int] = [:]
    var uses: [Int: Int] = [:]
    for (index, step) in steps.enumerated() {
      for slot in step.outputs.compactMap({ $0 }) { makers[slot] = index }
      for slot in step.inputs.compactMap({ $0 }) { uses[slot, default: 0] += 1 }
    }
    var result = steps.map(Optional.some)

    /// The step of a kind that makes a slot for one other step alone.
    func maker(_ slot: Int?, _ operation: String) -> Int? {
      guard let slot, let index = makers[slot], uses[slot] == 1, !kept.contains(slot),
        let step = result[index], step.operation == operation
      else { return nil }
      return index
    }

    for (index, step) in steps.enumerated() {
      if step.operation == "Mul", step.inputs.count == 2 {
        for (own, other) in [(0, 1), (1, 0)] {
          if let gate = maker(step.inputs[other], "Sigmoid"),
            steps[gate].inputs == [step.inputs[own]]
          {
            result[index] = replaced(step, by: "Silu", of: step.inputs[own]) {
              x throws(TensorError) in
              try x.silu()
            }
            result[gate] = nil
            break
          }
        }
      }
      // x clip(x + 3, 0, 6) / 6
      if step.operation == "Div", isNumber(step.inputs, 1, 6),
        let product = maker(step.inputs[0], "Mul"), steps[product].inputs.count == 2
      {
        for (own, other) in [(0, 1), (1, 0)] {
          let inputs = steps[product].inputs
          if let clip = maker(inputs[other], "Clip"), isNumber(steps[clip].inputs, 1, 0),
            isNumber(steps[clip].inputs, 2, 6), let sum = maker(steps[clip].inputs[0], "Add"),
            steps[sum].inputs.first == inputs[own], isNumber(steps[sum].inputs, 1, 3)
          {
            result[index] = replaced(step, by: "HardSwish", of: inputs[own]) {
              x throws(TensorError) in
              try x.hardSwish()
            }
            for part in [product, clip, sum] { result[part] = nil }
            break
          }
        }
      }
    }
    return result.compactMap { $0 }
  }

  private func isNumber(_ inputs: [Int?], _ index: Int, _ number: Double) -> Bool {
    guard index < inputs.count, let slot = inputs[index], let tensor = fixed[slot],
      tensor.count == 1, tensor.rank <= 1, !tensor.requiresGradient
    else { return false }
    return (try? tensor.item()) == number
  }

  private func replaced(
    _ step: NetworkStep, by operation: String, of slot: Int?,
    _ body: @escaping @Sendable (Tensor) throws(TensorError) -> Tensor
  ) -> NetworkStep {
    NetworkStep(
      label: step.label, operation: operation, inputs: [slot], outputs: step.outputs,
      areConstant: [false], needsWrittenShapes: false
    ) { (arguments) throws(TensorError) in [try body(try arguments.tensor())] }
  }
}
