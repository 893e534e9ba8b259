import Tensors

/// Maps of equal depth at strides from 8 up, each knowing what the coarser ones saw.
package struct FeaturePyramid {
  private let laterals: [Convolution]
  private let outputs: [SeparableConvolution]
  private let extras: [SeparableConvolution]

  /// Makes the parameters.
  package init(
    _ path: ParameterPath, from channels: [Int], shape: DetectorShape
  ) throws(TensorError) {
    var (laterals, outputs, extras): ([Convolution], [SeparableConvolution], [SeparableConvolution])
    (laterals, outputs, extras) = ([], [], [])
    for (index, width) in channels.enumerated() {
      laterals.append(
        try Convolution(path / "lateral\(index)", from: width, to: shape.channels, size: 1))
      outputs.append(
        try SeparableConvolution(
          path / "output\(index)", from: shape.channels, to: shape.channels, isLight: shape.isLight,
          hasBias: true))
    }
    for index in 0..<(shape.levels - channels.count) {
      extras.append(
        try SeparableConvolution(
          path / "extra\(index)", from: shape.channels, to: shape.channels, stride: 2,
          isLight: shape.isLight, hasBias: true))
    }
    (self.laterals, self.outputs, self.extras) = (laterals, outputs, extras)
  }

  /// One map per level, finest first, of maps at strides 8, 16 and 32.
  package func callAsFunction(_ maps: [Tensor]) throws(TensorError) -> [Tensor] {
    var merged: [Tensor] = []
    for (lateral, map) in zip(laterals, maps) { merged.append(try lateral(map)) }
    for index in merged.indices.dropLast().reversed() {
      let shape = merged[index].shape
      merged[index] =
        try merged[index]
        + merged[index + 1].enlargedByRepetition(height: shape[2], width: shape[3])
    }
    var levels: [Tensor] = []
    for (output, map) in zip(outputs, merged) { levels.append(try output(map)) }
    for extra in extras { levels.append(try extra(levels[levels.count - 1])) }
    return levels
  }
}
