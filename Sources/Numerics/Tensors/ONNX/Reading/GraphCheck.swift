/// Checks that a graph's values fit together, and puts its nodes in an order of computation.
struct GraphCheck {
  let path: String

  /// Checks a graph, and moves constants that are nodes to its tensors.
  func check(_ model: inout ONNXModel) throws(ONNXError) {
    try takeConstants(&model)
    model.inputs.removeAll { model.tensors[$0.name] != nil }
    let producers = try producers(model)
    for node in model.nodes {
      for name in node.inputs where !name.isEmpty {
        guard producers[name] != nil || model.tensors[name] != nil else {
          throw .invalid(
            path: path, subject: node.label, reason: "takes '\(name)', which nothing makes")
        }
      }
    }
    for output in model.outputs where producers[output.name] == nil {
      guard model.tensors[output.name] != nil else {
        throw .invalid(
          path: path, subject: "output '\(output.name)'", reason: "is made by no node")
      }
    }
    model.nodes = try ordered(model.nodes, producers)
  }

  private func takeConstants(_ model: inout ONNXModel) throws(ONNXError) {
    var nodes: [ONNXNode] = []
    for node in model.nodes {
      guard node.operation == "Constant", case .tensor(var tensor)? = node.attributes["value"],
        let name = node.outputs.first, !name.isEmpty
      else {
        nodes.append(node)
        continue
      }
      tensor.name = name
      guard model.tensors.updateValue(tensor, forKey: name) == nil else { throw twice(name) }
    }
    model.nodes = nodes
  }

  /// The node that makes each value; -1 for inputs.
  private func producers(_ model: ONNXModel) throws(ONNXError) -> [String: Int] {
    var producers: [String: Int] = [:]
    for input in model.inputs {
      guard producers.updateValue(-1, forKey: input.name) == nil else { throw twice(input.name) }
    }
    for (index, node) in model.nodes.enumerated() {
      for name in node.outputs where !name.isEmpty {
        guard producers.updateValue(index, forKey: name) == nil, model.tensors[name] == nil else {
          throw twice(name)
        }
      }
    }
    return producers
  }

  private func twice(_ name: String) -> ONNXError {
    .invalid(path: path, subject: "value '\(name)'", reason: "is made twice")
  }

  private func ordered(
    _ nodes: [ONNXNode], _ producers: [String: Int]
  ) throws(ONNXError) -> [ONNXNode] {
    let needs = nodes.map { node in
      Set(node.inputs.compactMap { producers[$0] }.filter { $0 >= 0 })
    }
    if needs.indices.allSatisfy({ index in needs[index].allSatisfy { $0 < index } }) {
      return nodes
    }
    var waiting = needs.map(\.count)
    var users = [[Int]](repeating: [], count: nodes.count)
    for (index, needed) in needs.enumerated() { for other in needed { users[other].append(index) } }
    var order = nodes.indices.filter { waiting[$0] == 0 }
    var done = 0
    while done < order.count {
      for user in users[order[done]] {
        waiting[user] -= 1
        if waiting[user] == 0 { order.append(user) }
      }
      done += 1
    }
    guard order.count == nodes.count else {
      throw .invalid(
        path: path, subject: nodes[onCycle(needs, waiting)].label,
        reason: "takes, through others, what it makes itself")
    }
    return order.map { nodes[$0] }
  }

  /// A node that is on a cycle: one that is met again on the way back.
  private func onCycle(_ needs: [Set<Int>], _ waiting: [Int]) -> Int {
    var node = waiting.firstIndex { $0 > 0 } ?? 0
    var met: Set<Int> = []
    while met.insert(node).inserted, let next = needs[node].first(where: { waiting[$0] > 0 }) {
      node = next
    }
    return node
  }
}
