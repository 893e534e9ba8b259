import Tensors

/// What the distributions of sides say: lengths and variances.
struct SideDistribution {
  /// Softmax over the bins, `[..., 4, bins]`.
  let shares: Tensor
  /// 0, 1 … last bin.
  private let bins: Tensor

  init(logits: Tensor) throws(TensorError) {
    shares = try logits.softmax(along: -1)
    bins = try .range(
      to: Double(logits.shape[logits.rank - 1]), by: 1, logits.elementType ?? .float32)
  }

  /// Expected side lengths in strides, `[..., 4]`.
  func lengths() throws(TensorError) -> Tensor { try shares.matrixProduct(bins) }

  /// Variances of the sides in strides², `[..., 4]`: that of the distribution, and of a uniform bin,
  /// times the learnt factor (kept within e^±6).
  func variances(_ logFactor: Tensor) throws(TensorError) -> Tensor {
    let mean = try lengths()
    let spread = try shares.matrixProduct(bins * bins) - mean * mean
    // Rounding can leave a sharp distribution a hair below zero.
    return try (spread.clamped(from: 0) + 1.0 / 12) * logFactor.clamped(from: -6, to: 6).exp()
  }
}
