/// What some values of a graph depend on.
struct NeededNodes {
  /// In the order of computation.
  private(set) var nodes: [ONNXNode] = []
  private(set) var inputs: Set<String> = []
  /// Names of the file's own tensors, in the order in which nodes use them.
  private(set) var tensors: [String] = []

  init(_ model: ONNXModel, for values: [String]) throws(ONNXError) {
    let known = Set(model.valueNames).union(model.tensors.keys)
    for name in values where !known.contains(name) {
      throw .unknownValue(path: model.path, name: name, outputs: model.outputs.map(\.name))
    }
    var needed = Set(values)
    for node in model.nodes.reversed() where node.outputs.contains(where: needed.contains) {
      nodes.append(node)
      needed.formUnion(node.inputs)
    }
    nodes.reverse()
    inputs = Set(model.inputs.map(\.name)).intersection(needed)
    var met: Set<String> = []
    for name in nodes.flatMap(\.inputs) + values
    where model.tensors[name] != nil && met.insert(name).inserted {
      tensors.append(name)
    }
  }
}
