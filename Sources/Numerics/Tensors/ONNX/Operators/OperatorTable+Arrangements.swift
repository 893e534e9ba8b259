extension OperatorTable {
  /// Numbers at other places.
  static let arrangements: [String: ONNXOperator] = [
    "Transpose": .told { (node) throws(ONNXError) in
      let order = try node.integers("perm")
      return { (inputs) throws(TensorError) in
        let x = try inputs.tensor()
        return try x.permuted(order ?? Array((0..<x.rank).reversed()))
      }
    },
    "Tile": .plain(inputs: 2) { (inputs) throws(TensorError) in
      let (x, times) = (try inputs.tensor(), try inputs.integers(1) ?? [])
      guard times.count == x.rank, times.allSatisfy({ (0...1 << 32).contains($0) }) else {
        throw inputs.refused("it repeats \(times) times")
      }
      _ = try inputs.checked(x.shape.filter { $0 > 0 } + times)
      return try x.repeated(times)
    },
    "Pad": .told(pad),
    "DepthToSpace": .told { (node) throws(ONNXError) in
      let size = try node.count("blocksize", 0)
      let isColumnFirst = try node.text("mode", "DCR") == "CRD"
      return { (inputs) throws(TensorError) in
        let x = try inputs.tensor()
        if isColumnFirst { return try x.pixelShuffled(size) }
        let shape = try imageShape(x, inputs)
        return try x.reshaped([shape[0], size, size, -1, shape[2], shape[3]])
          .permuted([0, 3, 4, 1, 5, 2])
          .reshaped([shape[0], shape[1] / (size * size), shape[2] * size, shape[3] * size])
      }
    },
    "SpaceToDepth": .told { (node) throws(ONNXError) in
      let size = try node.count("blocksize", 0)
      return { (inputs) throws(TensorError) in
        let x = try inputs.tensor()
        let shape = try imageShape(x, inputs)
        return try x.reshaped([shape[0], shape[1], shape[2] / size, size, shape[3] / size, size])
          .permuted([0, 3, 5, 1, 2, 4])
          .reshaped([shape[0], shape[1] * size * size, shape[2] / size, shape[3] / size])
      }
    },
  ]

  private static func imageShape(
    _ x: Tensor, _ inputs: NodeArguments
  ) throws(TensorError) -> [Int] {
    guard x.rank == 4 else { throw inputs.refused("its input has \(x.rank) dimensions, not 4") }
    return x.shape
  }

  /// Widths and value are attributes before opset 11, inputs from there on.
  private static func pad(
    _ node: NodeReader
  ) throws(ONNXError) -> @Sendable (NodeArguments) throws(TensorError) -> Tensor {
    let (told, toldValue) = (try node.integers("pads"), try node.real("value", 0))
    let mode = try node.text("mode", "constant")
    guard ["constant", "reflect", "edge", "wrap"].contains(mode) else {
      throw node.unsupported("pads by the mode '\(mode)'")
    }
    return { (inputs) throws(TensorError) in
      var x = try inputs.tensor()
      let value = try inputs.optional(2)?.count == 1 ? inputs.number(2) ?? 0 : toldValue
      let axes = try inputs.axes(try inputs.integers(3) ?? Array(x.shape.indices), of: x.rank)
      let pads = try inputs.integers(1) ?? told ?? []
      guard pads.count == 2 * axes.count, pads.allSatisfy({ (-(1 << 20)...1 << 20).contains($0) })
      else {
        throw inputs.refused("its pads are \(pads)")
      }
      var widths = [Int](repeating: 0, count: 2 * x.rank)
      for (index, axis) in axes.enumerated() {
        let (before, after) = (pads[index], pads[index + axes.count])
        guard mode == "constant" else {
          x = try continued(x, axis, before, after, mode, inputs)
          continue
        }
        widths[2 * (x.rank - 1 - axis)] = before
        widths[2 * (x.rank - 1 - axis) + 1] = after
      }
      guard mode == "constant" else { return x }
      _ = try inputs.checked(
        x.shape.indices.map { axis in
          let place = 2 * (x.rank - 1 - axis)
          return max(0, x.shape[axis] + widths[place] + widths[place + 1])
        })
      return try x.padded(widths, with: value)
    }
  }

  /// One dimension with copies of its own numbers at both ends.
  private static func continued(
    _ x: Tensor, _ axis: Int, _ before: Int, _ after: Int, _ mode: String, _ inputs: NodeArguments
  ) throws(TensorError) -> Tensor {
    let size = x.shape[axis]
    guard before != 0 || after != 0 else { return x }
    guard size > 0, -before < size, -after < size, mode != "reflect" || max(before, after) < size
    else { throw inputs.refused("its pads \(before) and \(after) do not fit a size of \(size)") }
    let places = (-before..<max(-before, size + after)).map { place in
      switch mode {
      case "edge": min(max(place, 0), size - 1)
      case "wrap": ((place % size) + size) % size
      default: place < 0 ? -place : place >= size ? 2 * (size - 1) - place : place
      }
    }
    return try x.rows(Tensor(places), along: axis)
  }
}
