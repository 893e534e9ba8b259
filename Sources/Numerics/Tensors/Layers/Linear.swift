/// x Wᵀ + b over the last dimension.
public struct Linear: Sendable {
  let weight: Weight
  let bias: Weight?

  /// Makes the layer's parameters, `weight` `[outputs, inputs]` and `bias`.
  public init(
    _ path: ParameterPath, from inputs: Int, to outputs: Int, hasBias: Bool = true,
    initialiser: Initialiser = .truncatedNormal(deviation: 0.02)
  ) throws(TensorError) {
    weight = try (path / "weight").parameter([outputs, inputs], initialiser, decays: true)
    bias = hasBias ? try (path / "bias").parameter([outputs], .constant(0)) : nil
  }

  /// `[..., outputs]`.
  public func callAsFunction(_ input: Tensor) throws(TensorError) -> Tensor {
    try input.linear(weight(), bias: bias())
  }
}
