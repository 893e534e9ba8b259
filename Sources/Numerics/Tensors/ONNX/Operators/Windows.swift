/// The windows of a convolution or pooling, as a node describes them.
struct Windows: Sendable {
  private enum Padding {
    case given
    case same(extraAtEnd: Bool)
  }

  private let size: [Int]?
  private let givenStrides: [Int]?
  private let givenDilations: [Int]?
  private let givenPads: [Int]?
  private let padding: Padding

  init(_ node: NodeReader) throws(ONNXError) {
    size = try node.integers("kernel_shape")
    givenStrides = try node.integers("strides")
    givenDilations = try node.integers("dilations")
    givenPads = try node.integers("pads")
    switch try node.text("auto_pad", "NOTSET") {
    case "NOTSET", "VALID", "": padding = .given
    case "SAME_UPPER": padding = .same(extraAtEnd: true)
    case "SAME_LOWER": padding = .same(extraAtEnd: false)
    case let other: throw node.unsupported("pads by '\(other)'")
    }
    for list in [size, givenStrides, givenDilations] {
      guard list?.allSatisfy({ (1...1 << 20).contains($0) }) != false else {
        throw node.unsupported("has windows, strides or dilations of \(list ?? [])")
      }
    }
    guard givenPads?.allSatisfy({ (-(1 << 20)...1 << 20).contains($0) }) != false else {
      throw node.unsupported("has pads of \(givenPads ?? [])")
    }
  }

  /// Windows over so many dimensions.
  struct Applied {
    var size: [Int]
    var strides: [Int]
    var dilations: [Int]
    /// Before and after each dimension.
    var pads: [(before: Int, after: Int)]

    var isSymmetric: Bool { pads.allSatisfy { $0.before == $0.after && $0.before >= 0 } }

    /// As libtorch takes widths of padding: the last dimension first.
    var widths: [Int] { pads.reversed().flatMap { [$0.before, $0.after] } }
  }

  /// The windows over an input `[batch, channels, ...]`.
  ///
  /// - Parameter kernel: sizes of the windows where a weight has them.
  func applied(
    to x: Tensor, kernel: [Int]? = nil, _ inputs: NodeArguments
  ) throws(TensorError) -> Applied {
    let spatial = Array(x.shape.dropFirst(2))
    let size = kernel ?? self.size ?? []
    let strides = givenStrides ?? spatial.map { _ in 1 }
    let dilations = givenDilations ?? spatial.map { _ in 1 }
    let pads = givenPads ?? (spatial + spatial).map { _ in 0 }
    guard !spatial.isEmpty, spatial.count <= 3, size.count == spatial.count,
      strides.count == spatial.count, dilations.count == spatial.count,
      pads.count == 2 * spatial.count, size.allSatisfy({ $0 > 0 })
    else {
      throw inputs.refused("windows \(size), strides \(strides) and pads \(pads) do not fit")
    }
    let all = spatial.indices.map { index in
      guard case .same(let extraAtEnd) = padding else {
        return (before: pads[index], after: pads[index + spatial.count])
      }
      let count = (spatial[index] + strides[index] - 1) / strides[index]
      let reach = (size[index] - 1) * dilations[index] + 1
      let total = max(0, (count - 1) * strides[index] + reach - spatial[index])
      return extraAtEnd
        ? (before: total / 2, after: total - total / 2)
        : (before: total - total / 2, after: total / 2)
    }
    return Applied(size: size, strides: strides, dilations: dilations, pads: all)
  }

  /// Whether only zeros that the node names are added.
  var isGiven: Bool { if case .given = padding { true } else { false } }
}
