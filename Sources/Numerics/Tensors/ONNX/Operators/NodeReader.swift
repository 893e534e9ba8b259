/// Reads what a node is told, before anything is computed.
struct NodeReader {
  let node: ONNXNode
  let opset: Int
  let path: String

  /// A whole number.
  func integer(_ name: String, _ standard: Int) throws(ONNXError) -> Int {
    try integer(name) ?? standard
  }

  /// A whole number; `nil` where it is not given.
  func integer(_ name: String) throws(ONNXError) -> Int? {
    guard let attribute = node.attributes[name] else { return nil }
    guard case .integer(let value) = attribute else { throw wrong(name) }
    return value
  }

  /// A whole number above zero: libtorch divides by such ones unseen.
  func count(_ name: String, _ standard: Int) throws(ONNXError) -> Int {
    let value = try integer(name, standard)
    guard (1...1 << 20).contains(value) else { throw unsupported("has '\(name)' of \(value)") }
    return value
  }

  /// Whole numbers; `nil` where they are not given.
  func integers(_ name: String) throws(ONNXError) -> [Int]? {
    switch node.attributes[name] {
    case nil: return nil
    case .integers(let values)?: return values
    // An empty list has no field, and may pass for any kind.
    case .reals(let values)? where values.isEmpty: return []
    default: throw wrong(name)
    }
  }

  /// A number.
  func real(_ name: String, _ standard: Double) throws(ONNXError) -> Double {
    guard let attribute = node.attributes[name] else { return standard }
    guard case .real(let value) = attribute else { throw wrong(name) }
    return value
  }

  /// Numbers; `nil` where they are not given.
  func reals(_ name: String) throws(ONNXError) -> [Double]? {
    guard let attribute = node.attributes[name] else { return nil }
    guard case .reals(let values) = attribute else { throw wrong(name) }
    return values
  }

  /// A text.
  func text(_ name: String, _ standard: String) throws(ONNXError) -> String {
    guard let attribute = node.attributes[name] else { return standard }
    guard case .text(let value) = attribute else { throw wrong(name) }
    return value
  }

  /// Whether there is an input at a place.
  func hasInput(_ index: Int) -> Bool {
    index < node.inputs.count && !node.inputs[index].isEmpty
  }

  /// Refuses outputs beyond the first ones, where anything may use them.
  func expectOutputs(_ count: Int) throws(ONNXError) {
    guard node.outputs.dropFirst(count).allSatisfy(\.isEmpty) else {
      throw unsupported("gives more than \(count) value\(count == 1 ? "" : "s")")
    }
  }

  /// Refuses a node with fewer inputs.
  func expectInputs(_ count: Int) throws(ONNXError) {
    guard (0..<count).allSatisfy(hasInput) else {
      throw ONNXError.invalid(
        path: path, subject: node.label, reason: "has fewer than \(count) inputs")
    }
  }

  /// Refuses an attribute that is other than what is read.
  func unsupported(_ what: String) -> ONNXError {
    .unsupported(
      path: path, subject: node.label,
      reason: "\(what), which is not read; export the model without it, or ask for values before it"
    )
  }

  private func wrong(_ name: String) -> ONNXError {
    .invalid(path: path, subject: node.label, reason: "has '\(name)' of another kind than usual")
  }
}
