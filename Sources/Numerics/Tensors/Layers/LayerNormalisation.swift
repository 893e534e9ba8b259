/// Normalisation of the last dimension by its own statistics.
public struct LayerNormalisation: Sendable {
  let scale: Weight
  let shift: Weight
  let epsilon: Double

  /// Makes `weight` and `bias`.
  public init(
    _ path: ParameterPath, width: Int, epsilon: Double = 1e-5
  ) throws(TensorError) {
    scale = try (path / "weight").parameter([width], .constant(1))
    shift = try (path / "bias").parameter([width], .constant(0))
    self.epsilon = epsilon
  }

  /// The same shape, `[..., width]`.
  public func callAsFunction(_ input: Tensor) throws(TensorError) -> Tensor {
    try input.layerNormalised(scale: scale(), shift: shift(), epsilon: epsilon)
  }
}
