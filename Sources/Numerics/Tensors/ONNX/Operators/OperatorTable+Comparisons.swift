extension OperatorTable {
  private static let exclusiveOr = Operation("logical_xor")

  /// Truth values, and choices by them.
  static let comparisons: [String: ONNXOperator] = [
    "Equal": .binary { (a, b) throws(TensorError) in try a.isEqual(to: b) },
    "Greater": .binary { (a, b) throws(TensorError) in try a.isGreater(than: b) },
    "GreaterOrEqual": .binary { (a, b) throws(TensorError) in try a.isAtLeast(b) },
    "Less": .binary { (a, b) throws(TensorError) in try a.isLess(than: b) },
    "LessOrEqual": .binary { (a, b) throws(TensorError) in try a.isAtMost(b) },
    "And": .binary { (a, b) throws(TensorError) in try a.and(b) },
    "Or": .binary { (a, b) throws(TensorError) in try a.or(b) },
    "Xor": .binary { (a, b) throws(TensorError) in try exclusiveOr(a, b) },
    "Not": .unary { (x) throws(TensorError) in try x.not() },
    "IsNaN": .unary { (x) throws(TensorError) in try x.isNaN() },
    "Where": .plain(inputs: 3) { (inputs) throws(TensorError) in
      try inputs.tensor(2).replaced(where: try inputs.tensor(0), by: try inputs.tensor(1))
    },
  ]
}
