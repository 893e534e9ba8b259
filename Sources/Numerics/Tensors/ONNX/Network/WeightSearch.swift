/// Finds which of a file's tensors training changes.
struct WeightSearch {
  /// What a tensor is to a network.
  enum Role: Hashable {
    case parameter(decays: Bool)
    case statistic
  }

  /// By the file's names; others are constants.
  private(set) var roles: [String: Role] = [:]

  /// Nodes that give their first input in another form: what stands before one is the weight.
  private static let views: Set = [
    "Identity", "Transpose", "Reshape", "Unsqueeze", "Squeeze", "Flatten", "Cast",
  ]

  init(_ model: ONNXModel, _ nodes: [ONNXNode]) throws(ONNXError) {
    var sources: [String: String] = [:]
    for node in nodes {
      if Self.views.contains(node.operation), let input = node.inputs.first,
        let output = node.outputs.first,
        let source = model.tensors[input] == nil ? sources[input] : input
      {
        sources[output] = source
      }
    }
    let starts = Set(model.inputs.map(\.name))
    for node in nodes {
      let found = try OperatorTable.find(node, path: model.path)
      for weight in found.weights where weight.input < node.inputs.count {
        let name = node.inputs[weight.input]
        let source = sources[name] ?? name
        guard let tensor = model.tensors[source] else { continue }
        if weight.isVector {
          // What images are shifted or scaled by belongs to their preparation.
          guard Self.isChannels(tensor.shape), !node.inputs.contains(where: starts.contains)
          else { continue }
        }
        let decays = weight.decays && tensor.shape.filter { $0 > 1 }.count > 1
        if roles[source] == nil || decays { roles[source] = .parameter(decays: decays) }
      }
      for index in found.statistics where index < node.inputs.count {
        // One that is a parameter elsewhere is that.
        if model.tensors[node.inputs[index]] != nil, roles[node.inputs[index]] == nil {
          roles[node.inputs[index]] = .statistic
        }
      }
    }
  }

  /// Whether a shape is that of one number a channel, maybe with dimensions of 1 behind.
  ///
  /// Other tables, such as places of anchors, are not learnt.
  private static func isChannels(_ shape: [Int]) -> Bool {
    shape.filter { $0 > 1 }.count == 1 && (shape.count == 1 || shape.count > 2 && shape.last == 1)
  }
}
