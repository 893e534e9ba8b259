extension OperatorTable {
  private static let greatest = [
    Operation("max_pool1d"), Operation("max_pool2d"), Operation("max_pool3d"),
  ]
  private static let mean = [
    Operation("avg_pool1d"), Operation("avg_pool2d"), Operation("avg_pool3d"),
  ]

  /// Windows of `[batch, channels, ...]` as one number each.
  static let pooling: [String: ONNXOperator] = [
    "MaxPool": .told(maxPool), "AveragePool": averagePool,
    "GlobalAveragePool": .unary { (x) throws(TensorError) in
      try x.mean(along: Array(2..<max(2, x.rank)), keeping: true)
    },
    "GlobalMaxPool": .unary { (x) throws(TensorError) in
      try x.greatest(along: Array(2..<max(2, x.rank)), keeping: true)
    },
  ]

  private static func maxPool(
    _ node: NodeReader
  ) throws(ONNXError) -> @Sendable (NodeArguments) throws(TensorError) -> Tensor {
    let windows = try Windows(node)
    let roundsUp = try node.integer("ceil_mode", 0) != 0
    return { (inputs) throws(TensorError) in
      let x = try inputs.tensor()
      let applied = try windows.applied(to: x, inputs)
      let fits =
        applied.isSymmetric
        && zip(applied.pads, applied.size).allSatisfy {
          $0.before <= $1 / 2
        }
      return try greatest[applied.size.count - 1](
        fits ? x : try x.padded(applied.widths, with: -.infinity), applied.size, applied.strides,
        applied.pads.map { fits ? $0.before : 0 }, applied.dilations, roundsUp)
    }
  }

  /// A window over the whole input stays one at other sizes.
  private static let averagePool: ONNXOperator = {
    var found = ONNXOperator.told { (node) throws(ONNXError) in
      let windows = try Windows(node)
      let roundsUp = try node.integer("ceil_mode", 0) != 0
      let countsPads = try node.integer("count_include_pad", 0) != 0
      guard try node.integers("dilations")?.allSatisfy({ $0 == 1 }) != false else {
        throw node.unsupported("has dilations")
      }
      return { (inputs) throws(TensorError) in
        let x = try inputs.tensor()
        let applied = try windows.applied(to: x, inputs)
        if let written = inputs.writtenShape(where: .max),
          Array(written.dropFirst(2)) == applied.size, applied.widths.allSatisfy({ $0 == 0 })
        {
          return try x.mean(along: Array(2..<x.rank), keeping: true)
        }
        let pool = mean[applied.size.count - 1]
        let fits =
          applied.isSymmetric
          && zip(applied.pads, applied.size).allSatisfy {
            $0.before <= $1 / 2
          }
        if fits {
          return try pool(
            x, applied.size, applied.strides, applied.pads.map(\.before), roundsUp, countsPads)
        }
        let none = applied.size.map { _ in 0 }
        let padded = try pool(
          try x.padded(applied.widths), applied.size, applied.strides, none, roundsUp, true)
        if countsPads { return padded }
        let share = try Tensor.ones([1, 1] + x.shape.dropFirst(2), inputs.realType)
          .padded(applied.widths)
        return try padded / pool(share, applied.size, applied.strides, none, roundsUp, true)
      }
    }
    found.needsWrittenShapes = true
    return found
  }()
}
