/// All operators that are read, by their names in ONNX.
enum OperatorTable {
  private static let operators: [String: ONNXOperator] = {
    var all: [String: ONNXOperator] = [:]
    for family in [
      activations, arithmetic, functions, comparisons, products, convolutions, normalisations,
      pooling, resizing, reductions, shapes, parts, arrangements, gathering, creation,
    ] {
      all.merge(family) { first, _ in first }
    }
    return all
  }()

  private static let controlFlow: Set = ["If", "Loop", "Scan", "SequenceMap"]

  /// How a node is computed.
  static func find(_ node: ONNXNode, path: String) throws(ONNXError) -> ONNXOperator {
    if controlFlow.contains(node.operation) {
      throw .unsupported(
        path: path, subject: node.label,
        reason:
          "is control flow, which is not read; export the model without it, or ask for values "
          + "before it")
    }
    guard node.domain.isEmpty || node.domain == "ai.onnx" else {
      throw .unsupported(
        path: path, subject: node.label,
        reason: "is of the domain '\(node.domain)'; only operators of ONNX itself are read")
    }
    guard let found = operators[node.operation] else {
      throw .unsupported(
        path: path, subject: node.label,
        reason: "is not read; ask for values before it. Read are: "
          + operators.keys.sorted().joined(separator: ", "))
    }
    return found
  }
}
