extension OperatorTable {
  /// Tensors from nothing but sizes and numbers.
  static let creation: [String: ONNXOperator] = [
    // One that holds a tensor is no node any more.
    "Constant": ONNXOperator { (node) throws(ONNXError) in
      let (whole, wholes) = (try node.integer("value_int"), try node.integers("value_ints"))
      let reals = try node.reals("value_floats")
      let real = node.node.attributes["value_float"] == nil ? nil : try node.real("value_float", 0)
      guard whole != nil || wholes != nil || real != nil || reals != nil else {
        throw node.unsupported("holds other than numbers")
      }
      return { (inputs) throws(TensorError) in
        if let whole { return [try Tensor(whole)] }
        if let wholes { return [try Tensor(wholes)] }
        let tensor = if let real { try Tensor(real) } else { try Tensor(reals ?? []) }
        return [try tensor.converted(to: inputs.realType)]
      }
    },
    "ConstantOfShape": .told { (node) throws(ONNXError) in
      var value: Tensor?
      switch node.node.attributes["value"] {
      case nil: break
      case .tensor(let tensor)? where tensor.shape.reduce(1, *) == 1: value = try tensor.tensor()
      default: throw node.unsupported("repeats other than one number")
      }
      return { [value] (inputs) throws(TensorError) in
        let shape = try inputs.checked(try inputs.integers(0) ?? [])
        let type = value?.elementType ?? inputs.realType
        let isReal = type == .float32 || type == .float64
        return try .filled(try value?.item() ?? 0, shape, isReal ? inputs.realType : type)
      }
    },
    "Range": .plain(inputs: 3) { (inputs) throws(TensorError) in
      let start = try inputs.number(0) ?? 0
      let (end, step) = (try inputs.number(1) ?? 0, try inputs.number(2) ?? 1)
      guard step != 0, ((end - start) / step).magnitude < Double(inputs.greatestCount) else {
        throw inputs.refused("it goes from \(start) to \(end) by \(step)")
      }
      let type = try inputs.tensor().elementType ?? .int64
      let count = Int(max(0, ((end - start) / step).rounded(.up)))
      return try (Tensor.range(to: Double(count), .float64) * step + start).converted(to: type)
    },
  ]
}
