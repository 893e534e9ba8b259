import Tensors

extension Tensor {
  /// `[batch, channels, rows, columns]` as `[batch, points, channels]`.
  func byPoint() throws(TensorError) -> Tensor {
    let shape = shape
    return try reshaped([shape[0], shape[1], -1]).transposed(1, 2)
  }
}
