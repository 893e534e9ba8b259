import Tensors

/// What makes a head's outputs of images.
protocol DetectorNetwork: Sendable {
  /// The last bin of the sides: a side is at most that many strides long.
  var lastBin: Int { get }

  /// What it says of images `[batch, 3, height, width]`, normalised, sides multiples of 32.
  func callAsFunction(_ images: Tensor, _ phase: Phase) throws(TensorError) -> HeadOutput
}
