import Tensors

/// The last block of a stage: a local part, additive attention over all places, and a pointwise
/// network, each added to its input (SwiftFormer, section 3.2).
package struct AttentionBlock {
  private let local: ConvolutionMixer
  private let attention: AdditiveAttention
  private let attentionScale: Weight
  private let norm: BatchNormalisation
  private let widen: Convolution
  private let narrow: Convolution
  private let networkScale: Weight

  /// Makes the parameters.
  package init(_ path: ParameterPath, channels: Int) throws(TensorError) {
    local = try ConvolutionMixer(path / "local", channels: channels, hidden: channels)
    attention = try AdditiveAttention(path / "attention", channels: channels)
    attentionScale = try (path / "attention_scale").parameter([channels, 1, 1], .constant(1e-5))
    norm = try BatchNormalisation(path / "norm", channels: channels)
    widen = try Convolution(path / "widen", from: channels, to: 4 * channels, size: 1)
    narrow = try Convolution(path / "narrow", from: 4 * channels, to: channels, size: 1)
    networkScale = try (path / "network_scale").parameter([channels, 1, 1], .constant(1e-5))
  }

  package func callAsFunction(_ input: Tensor, _ phase: Phase) throws(TensorError) -> Tensor {
    let local = try local(input, phase)
    let shape = local.shape
    let tokens = try local.reshaped([shape[0], shape[1], -1]).transposed(1, 2)
    let attended = try attention(tokens).transposed(1, 2).reshaped(shape)
    let global = try local + attended * attentionScale()
    return try global + narrow(widen(norm(global, phase)).gelu()) * networkScale()
  }
}
