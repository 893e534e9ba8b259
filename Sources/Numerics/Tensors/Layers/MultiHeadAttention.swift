/// Attention of tokens to one another, in several heads.
public struct MultiHeadAttention: Sendable {
  let queriesKeysValues: Linear
  let projection: Linear
  let heads: Int

  /// Makes `qkv` and `proj`; `width` must be a multiple of `heads`.
  public init(_ path: ParameterPath, width: Int, heads: Int) throws(TensorError) {
    queriesKeysValues = try Linear(path / "qkv", from: width, to: 3 * width)
    projection = try Linear(path / "proj", from: width, to: width)
    self.heads = heads
  }

  /// `[batch, tokens, width]` from the same.
  ///
  /// - Parameter mask: as in `Tensor.attention`.
  public func callAsFunction(_ input: Tensor, mask: Tensor? = nil) throws(TensorError) -> Tensor {
    let shape = input.shape
    let parts = try queriesKeysValues(input)
      .reshaped([shape[0], shape[1], 3, heads, -1]).permuted([2, 0, 3, 1, 4]).slices()
    let mixed = try Tensor.attention(parts[0], parts[1], parts[2], mask: mask)
    return try projection(mixed.transposed(1, 2).reshaped(shape))
  }
}
