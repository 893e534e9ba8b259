extension OperatorTable {
  private static let topK = Operation("topk")

  /// Many numbers as one along dimensions, and the greatest among them.
  static let reductions: [String: ONNXOperator] = [
    "ReduceSum": reduction { (x, axes, keeps) throws(TensorError) in
      try x.sum(along: axes, keeping: keeps)
    },
    "ReduceMean": reduction { (x, axes, keeps) throws(TensorError) in
      try x.mean(along: axes, keeping: keeps)
    },
    "ReduceMax": reduction { (x, axes, keeps) throws(TensorError) in
      try x.greatest(along: axes, keeping: keeps)
    },
    "ReduceMin": reduction { (x, axes, keeps) throws(TensorError) in
      try x.least(along: axes, keeping: keeps)
    },
    "ReduceL1": reduction { (x, axes, keeps) throws(TensorError) in
      try x.magnitude().sum(along: axes, keeping: keeps)
    },
    "ReduceL2": reduction { (x, axes, keeps) throws(TensorError) in
      try x.norm(along: axes, keeping: keeps)
    },
    "ReduceSumSquare": reduction { (x, axes, keeps) throws(TensorError) in
      try (x * x).sum(along: axes, keeping: keeps)
    },
    "ReduceLogSumExp": reduction { (x, axes, keeps) throws(TensorError) in
      try x.logSumExp(along: axes, keeping: keeps)
    },
    "ReduceProd": reduction { (x, axes, keeps) throws(TensorError) in
      var result = x
      // From the last one on, so that those before stay where they are.
      for axis in axes.sorted(by: >) { result = try result.product(along: axis, keeping: keeps) }
      return result
    },
    "ArgMax": indexOf { (x, axis) throws(TensorError) in try x.indexOfGreatest(along: axis) },
    "ArgMin": indexOf { (x, axis) throws(TensorError) in try x.indexOfLeast(along: axis) },
    "CumSum": .told(inputs: 2) { (node) throws(ONNXError) in
      let turns = try node.integer("reverse", 0) != 0
      let excludes = try node.integer("exclusive", 0) != 0
      return { (inputs) throws(TensorError) in
        let x = try inputs.tensor()
        let axis = try inputs.axis(try inputs.integers(1)?.first ?? 0, of: x.rank)
        let start = turns ? try x.flipped([axis]) : x
        let sums = try start.cumulativeSum(along: axis)
        let wanted = excludes ? try sums - start : sums
        return turns ? try wanted.flipped([axis]) : wanted
      }
    },
    "TopK": ONNXOperator { (node) throws(ONNXError) in
      try node.expectInputs(1)
      let (axis, count) = (try node.integer("axis", -1), try node.integer("k"))
      let largest = try node.integer("largest", 1) != 0
      let sorted = try node.integer("sorted", 1) != 0
      return { (inputs) throws(TensorError) in
        let x = try inputs.tensor()
        let asked = try inputs.integers(1)
        guard let count = count ?? asked?.first else {
          throw inputs.refused("it is not told how many")
        }
        return try topK.tensors(x, count, try inputs.axis(axis, of: x.rank), largest, sorted)
      }
    },
  ]

  /// Dimensions are an attribute or an input, as the opset has it; none are all, or none at all.
  private static func reduction(
    _ body: @escaping @Sendable (Tensor, [Int], Bool) throws(TensorError) -> Tensor
  ) -> ONNXOperator {
    .told { (node) throws(ONNXError) in
      let told = try node.integers("axes")
      let keeps = try node.integer("keepdims", 1) != 0
      let leaves = try node.integer("noop_with_empty_axes", 0) != 0
      return { (inputs) throws(TensorError) in
        let x = try inputs.tensor()
        let axes = try inputs.integers(1) ?? told ?? []
        if axes.isEmpty, leaves { return x }
        // A tensor of no dimension is its own sum.
        let all = axes.isEmpty ? Array(x.shape.indices) : try inputs.axes(axes, of: x.rank)
        return all.isEmpty ? x : try body(x, all, keeps)
      }
    }
  }

  private static func indexOf(
    _ body: @escaping @Sendable (Tensor, Int) throws(TensorError) -> Tensor
  ) -> ONNXOperator {
    .told { (node) throws(ONNXError) in
      let axis = try node.integer("axis", 0)
      let keeps = try node.integer("keepdims", 1) != 0
      guard try node.integer("select_last_index", 0) == 0 else {
        throw node.unsupported("takes the last of equal ones")
      }
      return { (inputs) throws(TensorError) in
        let x = try inputs.tensor()
        let axis = try inputs.axis(axis, of: x.rank)
        let found = try body(x, axis)
        return keeps ? try found.unsqueezed(axis) : found
      }
    }
  }
}
