/// A graph made ready: constants computed, parameters made, operators found.
struct PreparedGraph: Sendable {
  let path: String
  let realType: ElementType
  /// Paths in the store by the file's names.
  private(set) var paths: [String: String] = [:]
  /// Parameters and statistics by the file's names.
  private(set) var learnt: [String: Tensor] = [:]
  /// Parameters by slot.
  private(set) var weights: [Int: Weight] = [:]
  /// Slots of the inputs that are needed.
  private(set) var inputs: [String: Int] = [:]
  /// What is there before a run, by slot.
  private(set) var fixed: [Int: Tensor] = [:]
  /// What a run computes, in order.
  private(set) var steps: [NetworkStep] = []
  private var slots: [String: Int] = [:]
  private let outputs: [String]

  init(_ model: ONNXModel, values: [String], at place: ParameterPath) throws(ONNXError) {
    path = model.path
    realType = place.store.elementType
    outputs = model.outputs.map(\.name)
    let needed = try NeededNodes(model, for: values)
    let weights = try WeightSearch(model, needed.nodes)
    let names = ParameterNames(needed.tensors)
    for name in needed.tensors {
      guard let tensor = model.tensors[name] else { continue }
      try add(tensor, weights, at: names.path(of: name, below: place))
    }
    for input in model.inputs where needed.inputs.contains(input.name) {
      inputs[input.name] = slot(input.name)
    }
    var folding = Folding(realType: realType)
    for node in needed.nodes {
      let found = try OperatorTable.find(node, path: path)
      let step = try self.step(node, found, opset: model.opset)
      let isConstant = node.inputs.allSatisfy {
        $0.isEmpty || fixed[slot($0)] != nil && learnt[$0] == nil
      }
      guard isConstant else {
        steps.append(step)
        continue
      }
      do throws(TensorError) {
        try folding.compute(step, &fixed)
      } catch {
        throw .tensor(path: path, subject: node.label, error: error)
      }
    }
  }

  /// A plan that gives values of this graph.
  func plan(for values: [String]) throws(ONNXError) -> NetworkPlan {
    var wanted: [Int] = []
    for name in values {
      guard let slot = slots[name] else {
        throw .unknownValue(path: path, name: name, outputs: outputs)
      }
      wanted.append(slot)
    }
    return NetworkPlan(
      steps, wanted: wanted, names: values, fixed: fixed, weights: weights, inputs: inputs)
  }

  private mutating func slot(_ name: String) -> Int {
    if let slot = slots[name] { return slot }
    slots[name] = slots.count
    return slots.count - 1
  }

  private mutating func add(
    _ tensor: ONNXTensor, _ weights: WeightSearch, at place: ParameterPath
  ) throws(ONNXError) {
    let slot = slot(tensor.name)
    let isReal = tensor.type == .float32 || tensor.type == .float64
    let stored = try tensor.tensor()
    do throws(TensorError) {
      let numbers = isReal ? try stored.converted(to: realType) : stored
      let role = isReal ? weights.roles[tensor.name] : nil
      switch role {
      case nil: fixed[slot] = numbers
      case .statistic?: fixed[slot] = try place.statistic(numbers)
      case .parameter(let decays)?:
        let weight = try place.parameter(numbers, decays: decays)
        self.weights[slot] = weight
        fixed[slot] = weight.stored
      }
      if role != nil {
        learnt[tensor.name] = fixed[slot]
        paths[tensor.name] = place.name
      }
    } catch {
      throw .tensor(path: path, subject: "tensor '\(tensor.name)'", error: error)
    }
  }

  private mutating func step(
    _ node: ONNXNode, _ found: ONNXOperator, opset: Int
  ) throws(ONNXError) -> NetworkStep {
    let computation = try found.prepare(NodeReader(node: node, opset: opset, path: path))
    let sources = node.inputs.map { $0.isEmpty ? nil : slot($0) }
    let areConstant = node.inputs.map { learnt[$0] == nil && fixed[slots[$0] ?? -1] != nil }
    return NetworkStep(
      label: node.label, operation: node.operation, inputs: sources,
      outputs: node.outputs.map { $0.isEmpty ? nil : slot($0) }, areConstant: areConstant,
      needsWrittenShapes: found.needsWrittenShapes
        || found.sizes.contains { $0 < areConstant.count && areConstant[$0] },
      computation: computation)
  }
}
