extension OperatorTable {
  /// Parts of tensors.
  static let parts: [String: ONNXOperator] = [
    "Concat": .told { (node) throws(ONNXError) in
      let axis = try node.integer("axis", 1)
      return { (inputs) throws(TensorError) in
        let rank = try inputs.tensor().rank
        return try .concatenated(
          try inputs.tensors(), along: try inputs.axis(axis, of: rank))
      }
    },
    "Split": ONNXOperator(prepare: split), "Slice": slice,
  ]

  /// Equal parts stay equal at other sizes.
  private static func split(
    _ node: NodeReader
  ) throws(ONNXError) -> ONNXOperator.Computation {
    try node.expectInputs(1)
    let (told, axis) = (try node.integers("split"), try node.integer("axis", 0))
    let count = node.node.outputs.count
    return { (inputs) throws(TensorError) in
      let x = try inputs.tensor()
      let axis = try inputs.axis(axis, of: x.rank)
      let size = x.shape[axis]
      var sizes = try inputs.integers(1) ?? told
      if let given = sizes, given.reduce(0, &+) != size, Set(given).count == 1,
        size.isMultiple(of: count)
      {
        sizes = nil
      }
      // The last part of an uneven split is the smaller one.
      let part = (size + count - 1) / max(1, count)
      let equal = (0..<count).map { min(part, max(0, size - $0 * part)) }
      let parts = sizes ?? equal
      guard parts.count == count, parts.allSatisfy({ $0 >= 0 }), parts.reduce(0, &+) == size else {
        throw inputs.refused("the parts \(parts) are not those of a dimension of \(size)")
      }
      return try x.split(parts, along: axis)
    }
  }

  private static let slice: ONNXOperator = {
    var found = ONNXOperator.told { (node) throws(ONNXError) in
      let told = [
        try node.integers("starts"), try node.integers("ends"), try node.integers("axes"),
      ]
      return { (inputs) throws(TensorError) in
        var x = try inputs.tensor()
        let written = inputs.writtenShape(where: 2)
        let starts = try inputs.integers(1) ?? told[0] ?? []
        let ends = try inputs.integers(2) ?? told[1] ?? []
        let axes = try inputs.axes(
          try inputs.integers(3) ?? told[2] ?? Array(starts.indices), of: x.rank)
        let steps = try inputs.integers(4) ?? starts.map { _ in 1 }
        guard [ends.count, axes.count, steps.count].allSatisfy({ $0 == starts.count }) else {
          throw inputs.refused("its starts, ends, dimensions and steps are not as many")
        }
        for index in starts.indices {
          let part = SlicedDimension(
            size: x.shape[axes[index]], written: written?[axes[index]], start: starts[index],
            end: ends[index], step: steps[index])
          x = try part.taken(from: x, along: axes[index], inputs)
        }
        return x
      }
    }
    found.needsWrittenShapes = true
    return found
  }()
}
