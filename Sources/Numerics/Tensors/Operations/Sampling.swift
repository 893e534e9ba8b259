extension Tensor {
  private static let gridOperation = Operation("grid_sampler")
  private static let cubicOperation = Operation("upsample_bicubic2d")
  private static let adaptiveOperation = Operation("adaptive_avg_pool2d")
  private static let transposedOperation = Operation("conv_transpose2d", "input")
  private static let lineOperation = Operation("conv1d")
  private static let convolutionOperation = Operation("conv2d")

  /// Values of `[batch, channels, height, width]` at places, bilinear, zeros outside.
  ///
  /// - Parameter places: `[batch, height, width, 2]`, (x, y) from -1 at the left or upper edge to 1
  ///   at the right or lower edge.
  public func sampled(at places: Tensor) throws(TensorError) -> Tensor {
    try Self.gridOperation(self, places, 0, 0, false)
  }
  /// Enlarged or reduced to a size by bicubic interpolation between pixel centres.
  public func resizedCubically(height: Int, width: Int) throws(TensorError) -> Tensor {
    try Self.cubicOperation(self, [height, width], false)
  }
  /// Means of as many equal parts as the size says.
  public func averagePooled(toHeight height: Int, width: Int) throws(TensorError) -> Tensor {
    try Self.adaptiveOperation(self, [height, width])
  }
  /// Transposed convolution of `[batch, channels, height, width]` with
  /// `[in, out / groups, height, width]`.
  public func convolvedTransposed(
    _ weight: Tensor, bias: Tensor? = nil, stride: Int = 1, padding: Int = 0,
    outputPadding: Int = 0, groups: Int = 1
  ) throws(TensorError) -> Tensor {
    try Self.transposedOperation(
      self, weight, bias, [stride, stride], [padding, padding], [outputPadding, outputPadding],
      groups)
  }
  /// Convolution with windows whose elements lie `dilation` apart.
  public func convolved(
    _ weight: Tensor, bias: Tensor? = nil, stride: Int = 1, padding: Int = 0, dilation: Int,
    groups: Int = 1
  ) throws(TensorError) -> Tensor {
    try Self.convolutionOperation(
      self, weight, bias, [stride, stride], [padding, padding], [dilation, dilation], groups)
  }
  /// Convolution of `[batch, channels, length]` with `[out, in / groups, length]`.
  public func convolvedAlongLine(
    _ weight: Tensor, bias: Tensor? = nil, stride: Int = 1, padding: Int = 0, groups: Int = 1
  ) throws(TensorError) -> Tensor {
    try Self.lineOperation(self, weight, bias, [stride], [padding], [1], groups)
  }
}
