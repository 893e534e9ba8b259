import Tensors

/// SwiftFormer: convolutions and additive attention in four stages (Shaker et al., ICCV 2023).
public struct SwiftFormer: Backbone {
  /// Channels of the maps at strides 8, 16 and 32.
  public let channels: [Int]
  private let stem: [(convolution: Convolution, norm: BatchNormalisation)]
  private let stages: [Stage]

  /// Makes the parameters of a shape.
  public init(_ path: ParameterPath, shape: SwiftFormerShape) throws(TensorError) {
    let first = shape.widths[0]
    var stem: [(Convolution, BatchNormalisation)] = []
    for (index, sizes) in [(3, first / 2), (first / 2, first)].enumerated() {
      let path = path / "stem\(index)"
      stem.append(
        (
          try Convolution(path / "conv", from: sizes.0, to: sizes.1, size: 3, stride: 2),
          try BatchNormalisation(path / "norm", channels: sizes.1)
        ))
    }
    self.stem = stem
    var stages: [Stage] = []
    for index in shape.widths.indices {
      stages.append(
        try Stage(
          path / "stage\(index)", from: index == 0 ? nil : shape.widths[index - 1],
          to: shape.widths[index], depth: shape.depths[index]))
    }
    self.stages = stages
    channels = Array(shape.widths.dropFirst())
  }

  /// Maps at strides 8, 16 and 32, each through a norm of its own.
  public func callAsFunction(_ images: Tensor, _ phase: Phase) throws(TensorError) -> [Tensor] {
    var map = images
    for layer in stem { map = try layer.norm(layer.convolution(map), phase).relu() }
    var outputs: [Tensor] = []
    for (index, stage) in stages.enumerated() {
      map = try stage(map, phase)
      if index > 0 { outputs.append(try stage.output(map, phase)) }
    }
    return outputs
  }
}

/// Blocks at one stride.
private struct Stage {
  private let reduction: (convolution: Convolution, norm: BatchNormalisation)?
  private let mixers: [ConvolutionMixer]
  private let attention: AttentionBlock
  /// For what uses the stage's map beside the next stage.
  let output: BatchNormalisation

  init(_ path: ParameterPath, from inputs: Int?, to channels: Int, depth: Int) throws(TensorError) {
    if let inputs {
      reduction = (
        try Convolution(path / "reduction.conv", from: inputs, to: channels, size: 3, stride: 2),
        try BatchNormalisation(path / "reduction.norm", channels: channels)
      )
    } else {
      reduction = nil
    }
    var mixers: [ConvolutionMixer] = []
    for index in 0..<(depth - 1) {
      mixers.append(
        try ConvolutionMixer(path / "block\(index)", channels: channels, hidden: 4 * channels))
    }
    self.mixers = mixers
    attention = try AttentionBlock(path / "block\(depth - 1)", channels: channels)
    output = try BatchNormalisation(path / "output", channels: channels)
  }

  func callAsFunction(_ input: Tensor, _ phase: Phase) throws(TensorError) -> Tensor {
    var map = input
    if let reduction { map = try reduction.norm(reduction.convolution(map), phase) }
    for mixer in mixers { map = try mixer(map, phase) }
    return try attention(map, phase)
  }
}
