extension OperatorTable {
  /// The same numbers in other shapes, and shapes as numbers.
  static let shapes: [String: ONNXOperator] = [
    "Reshape": ONNXOperator.told(inputs: 2) { (node) throws(ONNXError) in
      let takesZeros = try node.integer("allowzero", 0) != 0
      return { (inputs) throws(TensorError) in
        let x = try inputs.tensor()
        let request = ReshapeRequest(sizes: try inputs.integers(1) ?? [], takesZeros: takesZeros)
        guard let written = inputs.writtenShape(where: 1) else {
          return try x.reshaped(try request.shape(of: x.shape, inputs))
        }
        return try x.reshaped(
          try FreedReshape(from: written, to: try request.shape(of: written, inputs))
            .shape(of: x.shape, inputs))
      }
    }.withSizes([1]),
    "Flatten": .told { (node) throws(ONNXError) in
      let axis = try node.integer("axis", 1)
      return { (inputs) throws(TensorError) in
        let shape = try inputs.tensor().shape
        // One past the last is allowed here.
        let place = try inputs.axis(axis == shape.count ? 0 : axis, of: max(1, shape.count))
        let first = axis == shape.count ? shape.count : place
        return try inputs.tensor().reshaped([
          shape[..<first].reduce(1, *), shape[first...].reduce(1, *),
        ])
      }
    },
    "Squeeze": .told { (node) throws(ONNXError) in
      let told = try node.integers("axes")
      return { (inputs) throws(TensorError) in
        let x = try inputs.tensor()
        let ones = x.shape.indices.filter { x.shape[$0] == 1 }
        let axes = try inputs.axes(try inputs.integers(1) ?? told ?? ones, of: x.rank)
        guard axes.allSatisfy({ x.shape[$0] == 1 }) else {
          throw inputs.refused("a dimension of the shape \(x.shape) that it takes out is not 1")
        }
        return try x.reshaped(x.shape.indices.filter { !axes.contains($0) }.map { x.shape[$0] })
      }
    },
    "Unsqueeze": .told { (node) throws(ONNXError) in
      let told = try node.integers("axes")
      return { (inputs) throws(TensorError) in
        let x = try inputs.tensor()
        let list = try inputs.integers(1) ?? told ?? []
        let axes = Set(try inputs.axes(list, of: x.rank + list.count))
        var rest = x.shape[...]
        return try x.reshaped(
          (0..<x.rank + list.count).map { axes.contains($0) ? 1 : rest.popFirst() ?? 1 })
      }
    },
    "Expand": ONNXOperator.plain(inputs: 2, expanded).withSizes([1]),
    "Shape": .told { (node) throws(ONNXError) in
      let (start, end) = (try node.integer("start", 0), try node.integer("end"))
      return { (inputs) throws(TensorError) in
        let shape = try inputs.tensor().shape
        let bounds = [start, end ?? shape.count].map { bound in
          min(max(bound < 0 ? bound + shape.count : bound, 0), shape.count)
        }
        return try Tensor(Array(shape[bounds[0]..<max(bounds[0], bounds[1])]))
      }
    },
    "Size": .unary { (x) throws(TensorError) in try Tensor(x.count) },
  ]

  /// A size of the file's own that stretches nothing follows its input.
  private static func expanded(_ inputs: NodeArguments) throws(TensorError) -> Tensor {
    let x = try inputs.tensor()
    var shape = try inputs.checked(try inputs.integers(1) ?? [])
    let rank = max(x.rank, shape.count)
    let own = Array(repeating: 1, count: rank - x.rank) + x.shape
    shape = Array(repeating: 1, count: rank - shape.count) + shape
    let written = inputs.writtenShape(where: 1).map {
      [Int](repeating: 1, count: rank - $0.count) + $0
    }
    for index in shape.indices where shape[index] == 1 || shape[index] == written?[index] {
      shape[index] = own[index]
    }
    return try x.expanded(try inputs.checked(shape))
  }
}
