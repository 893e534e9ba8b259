extension Tensor {
  private static let convolutionOperation = Operation("conv2d")
  private static let linearOperation = Operation("linear")
  private static let batchNormOperation = Operation("batch_norm")
  private static let groupNormOperation = Operation("group_norm")
  private static let layerNormOperation = Operation("layer_norm")
  private static let nearestOperation = Operation("upsample_nearest2d")
  private static let bilinearOperation = Operation("upsample_bilinear2d")
  private static let maxPoolOperation = Operation("max_pool2d")
  private static let averagePoolOperation = Operation("avg_pool2d")

  /// Convolution of `[batch, channels, height, width]` with `[out, in / groups, height, width]`.
  public func convolved(
    _ weight: Tensor, bias: Tensor? = nil, stride: Int = 1, padding: Int = 0, groups: Int = 1
  ) throws(TensorError) -> Tensor {
    try Self.convolutionOperation(
      self, weight, bias, [stride, stride], [padding, padding], [1, 1], groups)
  }
  /// x W^T + b over the last dimension, with `[out, in]`.
  public func linear(_ weight: Tensor, bias: Tensor? = nil) throws(TensorError) -> Tensor {
    try Self.linearOperation(self, weight, bias)
  }
  /// Each channel shifted and scaled to the statistics of the batch, which the running ones follow
  /// in place, or to the running ones.
  public func batchNormalised(
    scale: Tensor, shift: Tensor, runningMean: Tensor, runningVariance: Tensor, byBatch: Bool,
    momentum: Double = 0.1, epsilon: Double = 1e-5
  ) throws(TensorError) -> Tensor {
    try Self.batchNormOperation(
      self, scale, shift, runningMean, runningVariance, byBatch, momentum, epsilon, false)
  }
  /// Groups of channels shifted and scaled to their own statistics.
  public func groupNormalised(
    groups: Int, scale: Tensor, shift: Tensor, epsilon: Double = 1e-5
  ) throws(TensorError) -> Tensor {
    try Self.groupNormOperation(self, groups, scale, shift, epsilon, false)
  }
  /// The last dimensions shifted and scaled to their own statistics.
  public func layerNormalised(
    scale: Tensor, shift: Tensor, epsilon: Double = 1e-5
  ) throws(TensorError) -> Tensor {
    try Self.layerNormOperation(self, scale.shape, scale, shift, epsilon, false)
  }
  /// Enlarged to a size by repetition.
  public func enlargedByRepetition(height: Int, width: Int) throws(TensorError) -> Tensor {
    try Self.nearestOperation(self, [height, width])
  }
  /// Enlarged or reduced to a size by bilinear interpolation between pixel centres.
  public func resized(height: Int, width: Int) throws(TensorError) -> Tensor {
    try Self.bilinearOperation(self, [height, width], false)
  }
  /// Greatest of each window.
  public func maxPooled(_ size: Int, stride: Int, padding: Int = 0) throws(TensorError) -> Tensor {
    try Self.maxPoolOperation(self, [size, size], [stride, stride], [padding, padding])
  }
  /// Mean of each window.
  public func averagePooled(_ size: Int, stride: Int) throws(TensorError) -> Tensor {
    try Self.averagePoolOperation(self, [size, size], [stride, stride])
  }
}
