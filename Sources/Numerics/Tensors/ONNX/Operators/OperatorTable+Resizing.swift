extension OperatorTable {
  /// Other sizes by nearest or linear interpolation.
  static let resizing: [String: ONNXOperator] = [
    "Resize": ONNXOperator.told { (node) throws(ONNXError) in
      let isOld = node.opset < 11
      let resampling = try Resampling(node, standard: isOld ? .asymmetric : .halfPixel)
      let axes = try node.integers("axes")
      // Before opset 11 there is no region between the input and the scales.
      let place = isOld ? 1 : 2
      return { (inputs) throws(TensorError) in
        try resized(inputs, scales: place, sizes: 3, axes: axes, resampling)
      }
    }.withSizes([3]),
    "Upsample": ONNXOperator.told { (node) throws(ONNXError) in
      let resampling = try Resampling(node, standard: .asymmetric)
      let scales = try node.reals("scales")
      return { (inputs) throws(TensorError) in
        guard let scales else {
          return try resized(inputs, scales: 1, sizes: .max, axes: nil, resampling)
        }
        return try resampling(try inputs.tensor(), by: scales.map { $0 }, inputs)
      }
    },
  ]

  private static func resized(
    _ inputs: NodeArguments, scales: Int, sizes: Int, axes: [Int]?, _ resampling: Resampling
  ) throws(TensorError) -> Tensor {
    let x = try inputs.tensor()
    let axes = try inputs.axes(axes ?? Array(x.shape.indices), of: x.rank)
    if let list = inputs.optional(scales), list.count > 0 {
      return try resampling(x, by: try list.array(of: Double.self), along: axes, inputs)
    }
    guard let list = try inputs.integers(sizes), list.count == axes.count else {
      throw inputs.refused("it is told neither scales nor sizes")
    }
    // Sizes of the file's own become scales at another size.
    let written = inputs.writtenShape(where: sizes)
    var target = x.shape
    for (axis, size) in zip(axes, list) {
      let old = written.map { $0[axis] } ?? x.shape[axis]
      guard old > 0, size > 0, size <= 1 << 20 else { throw inputs.refused("its size is \(size)") }
      target[axis] = Int((Double(x.shape[axis]) * Double(size) / Double(old)).rounded())
    }
    return try resampling(x, to: target, inputs)
  }
}
