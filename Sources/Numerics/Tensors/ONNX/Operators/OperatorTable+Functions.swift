extension OperatorTable {
  /// Elementwise functions.
  static let functions: [String: ONNXOperator] = [
    "Abs": .unary { (x) throws(TensorError) in try x.magnitude() },
    "Ceil": .unary { (x) throws(TensorError) in try x.ceiling() },
    "Cos": .unary { (x) throws(TensorError) in try x.cos() },
    "Erf": .unary { (x) throws(TensorError) in try x.errorFunction() },
    "Exp": .unary { (x) throws(TensorError) in try x.exp() },
    "Floor": .unary { (x) throws(TensorError) in try x.floor() },
    "Log": .unary { (x) throws(TensorError) in try x.log() },
    "Round": .unary { (x) throws(TensorError) in try x.rounded() },
    "Sign": .unary { (x) throws(TensorError) in try x.sign() },
    "Sin": .unary { (x) throws(TensorError) in try x.sin() },
    "Sqrt": .unary { (x) throws(TensorError) in try x.squareRoot() },
    "Tan": .unary { (x) throws(TensorError) in try x.tan() },
    "Atan": .unary { (x) throws(TensorError) in try x.arctangent() },
    "Cast": .told { (node) throws(ONNXError) in
      let kind = try node.integer("to", 0)
      guard let type = types[kind] else { throw node.unsupported("gives the type \(kind)") }
      return { (inputs) throws(TensorError) in
        // Double precision is for checks, and then meant for all.
        let isReal = type == .float32 || type == .float64
        return try inputs.tensor().converted(to: isReal ? inputs.realType : type)
      }
    },
  ]

  private static let types: [Int: ElementType] = [
    1: .float32, 2: .uint8, 6: .int32, 7: .int64, 9: .bool, 11: .float64,
  ]
}
