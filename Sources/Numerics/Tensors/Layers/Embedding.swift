/// A table of vectors by index.
public struct Embedding: Sendable {
  let weight: Weight

  /// Makes `weight`, `[rows, width]`.
  public init(
    _ path: ParameterPath, rows: Int, width: Int,
    initialiser: Initialiser = .normal(deviation: 1)
  ) throws(TensorError) {
    weight = try (path / "weight").parameter([rows, width], initialiser)
  }

  /// `[..., width]` for indices `int64` `[...]`.
  public func callAsFunction(_ indices: Tensor) throws(TensorError) -> Tensor {
    try weight().embedding(indices)
  }
}
