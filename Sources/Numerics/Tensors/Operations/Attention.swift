extension Tensor {
  /// Scaled dot-product attention: softmax(Q Kᵀ / √width + mask) V.
  ///
  /// - Parameters:
  ///   - queries: `[..., queries, width]`.
  ///   - keys: `[..., keys, width]`.
  ///   - values: `[..., keys, value width]`.
  ///   - mask: added to the logits, or `bool` where a query may look, `[..., queries, keys]`.
  ///   - scale: of the logits; `nil` for 1 / √width.
  /// - Returns: `[..., queries, value width]`.
  public static func attention(
    _ queries: Tensor, _ keys: Tensor, _ values: Tensor, mask: Tensor? = nil, scale: Double? = nil
  ) throws(TensorError) -> Tensor {
    let scale = scale ?? 1 / Double(max(1, queries.shape.last ?? 1)).squareRoot()
    var logits = try (queries * scale).matrixProduct(keys.transposed(-2, -1))
    if let mask {
      logits =
        mask.elementType == .bool
        ? try logits.filled(-.infinity, where: mask.not()) : try logits + mask
    }
    return try logits.softmax(along: -1).matrixProduct(values)
  }

  /// Which of the positions before and at its own each may look at, `bool` `[count, count]`.
  public static func causalMask(_ count: Int) throws(TensorError) -> Tensor {
    try ones([count, count]).lowerTriangle().isGreater(than: 0)
  }
}
