import Tensors

/// A depthwise convolution, then two pointwise ones, added to the input (SwiftFormer, section 3.2).
///
/// The convolutional encoder has four times as many hidden channels as its input, the local part of
/// an attention block as many.
package struct ConvolutionMixer {
  private let depthwise: Convolution
  private let norm: BatchNormalisation
  private let widen: Convolution
  private let narrow: Convolution
  /// `[channels, 1, 1]`.
  private let scale: Weight

  /// Makes the parameters.
  package init(_ path: ParameterPath, channels: Int, hidden: Int) throws(TensorError) {
    depthwise = try Convolution(
      path / "depthwise", from: channels, to: channels, size: 3, groups: channels)
    norm = try BatchNormalisation(path / "norm", channels: channels)
    widen = try Convolution(path / "widen", from: channels, to: hidden, size: 1)
    narrow = try Convolution(path / "narrow", from: hidden, to: channels, size: 1)
    scale = try (path / "scale").parameter([channels, 1, 1], .constant(1))
  }

  package func callAsFunction(_ input: Tensor, _ phase: Phase) throws(TensorError) -> Tensor {
    let mixed = try narrow(widen(norm(depthwise(input), phase)).gelu())
    return try input + mixed * scale()
  }
}
