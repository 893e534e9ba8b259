/// A convolution of `[batch, channels, height, width]` with square windows.
public struct Convolution: Sendable {
  let weight: Weight
  let bias: Weight?
  let stride: Int
  let padding: Int
  let groups: Int

  /// Makes the layer's parameters, `weight` `[outputs, inputs / groups, size, size]` and `bias`.
  ///
  /// - Parameter padding: zeros around; `nil` keeps the size (before the stride).
  public init(
    _ path: ParameterPath, from inputs: Int, to outputs: Int, size: Int, stride: Int = 1,
    padding: Int? = nil, groups: Int = 1, hasBias: Bool = true,
    initialiser: Initialiser = .truncatedNormal(deviation: 0.02),
    bias initialBias: Initialiser = .constant(0)
  ) throws(TensorError) {
    weight = try (path / "weight").parameter(
      [outputs, inputs / groups, size, size], initialiser, decays: true)
    bias =
      hasBias ? try (path / "bias").parameter([outputs], initialBias) : nil
    self.stride = stride
    self.padding = padding ?? size / 2
    self.groups = groups
  }

  /// Replaces the numbers of one output by `[inputs / groups, size, size]` and a number.
  public func replaceRow(
    _ row: Int, by weight: Tensor, _ bias: Tensor?
  ) throws(TensorError) {
    try withoutGradient { () throws(TensorError) in
      try self.weight.stored.narrowed(0, from: row, count: 1).replaceNumbers(by: weight)
      if let bias {
        try self.bias?.stored.narrowed(0, from: row, count: 1).replaceNumbers(by: bias)
      }
    }
  }

  /// `[batch, outputs, height, width]`.
  public func callAsFunction(_ input: Tensor) throws(TensorError) -> Tensor {
    try input.convolved(weight(), bias: bias(), stride: stride, padding: padding, groups: groups)
  }
}
