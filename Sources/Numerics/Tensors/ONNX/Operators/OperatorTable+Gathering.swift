extension OperatorTable {
  /// Numbers by their indices; those below zero count from the end.
  static let gathering: [String: ONNXOperator] = [
    "Gather": .told(inputs: 2) { (node) throws(ONNXError) in
      let axis = try node.integer("axis", 0)
      return { (inputs) throws(TensorError) in
        let (x, indices) = (try inputs.tensor(0), try inputs.tensor(1))
        let axis = try inputs.axis(axis, of: x.rank)
        let flat = try counted(indices.reshaped([-1]), x.shape[axis])
        return try x.rows(flat, along: axis)
          .reshaped(x.shape[..<axis] + indices.shape + x.shape[(axis + 1)...])
      }
    },
    "GatherElements": .told(inputs: 2) { (node) throws(ONNXError) in
      let axis = try node.integer("axis", 0)
      return { (inputs) throws(TensorError) in
        let (x, indices) = (try inputs.tensor(0), try inputs.tensor(1))
        let axis = try inputs.axis(axis, of: x.rank)
        return try x.gathered(try counted(indices, x.shape[axis]), along: axis)
      }
    },
    "GatherND": .told(inputs: 2) { (node) throws(ONNXError) in
      guard try node.integer("batch_dims", 0) == 0 else {
        throw node.unsupported("gathers by batch")
      }
      return { (inputs) throws(TensorError) in
        let (x, indices) = (try inputs.tensor(0), try inputs.tensor(1))
        guard let depth = indices.shape.last, (1...max(1, x.rank)).contains(depth) else {
          throw inputs.refused("its indices have the shape \(indices.shape)")
        }
        var places: [Tensor?] = []
        for index in 0..<depth {
          places.append(try counted(try indices.selected(-1, at: index), x.shape[index]))
        }
        return try x.indexed(places)
      }
    },
    "NonZero": .unary { (x) throws(TensorError) in try x.nonzeroIndices().transposed(0, 1) },
  ]

  private static func counted(_ indices: Tensor, _ size: Int) throws(TensorError) -> Tensor {
    let whole = try indices.converted(to: .int64)
    return try (whole + Tensor(size)).replaced(where: whole.isAtLeast(0), by: whole)
  }
}
