import Tensors

/// The body of a detector: an image into maps of features.
public protocol Backbone: Sendable {
  /// Channels of the maps at strides 8, 16 and 32.
  var channels: [Int] { get }

  /// Maps at strides 8, 16 and 32, of images `[batch, 3, height, width]` whose sides are multiples
  /// of 32.
  func callAsFunction(_ images: Tensor, _ phase: Phase) throws(TensorError) -> [Tensor]
}
