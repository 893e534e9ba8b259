import Foundation
import Tensors

/// Classes, distributions of the four sides and their variances at every point; one for all levels.
package struct DetectionHead {
  private let classTower: Tower
  private let boxTower: Tower
  private let classes: Convolution
  private let sides: Convolution
  private let variances: Convolution
  /// `[levels]`: what the side logits of a level are multiplied by.
  private let levelScales: Weight
  private let shape: DetectorShape

  /// Makes the parameters.
  package init(_ path: ParameterPath, shape: DetectorShape, classCount: Int) throws(TensorError) {
    self.shape = shape
    classTower = try Tower(path / "class_tower", shape: shape)
    boxTower = try Tower(path / "box_tower", shape: shape)
    let small = Initialiser.normal(deviation: 0.01)
    // At first every class has the probability 0.01 everywhere.
    classes = try Convolution(
      path / "classes", from: shape.channels, to: classCount, size: 3, initialiser: small,
      bias: .constant(-log((1 - 0.01) / 0.01)))
    sides = try Convolution(
      path / "sides", from: shape.channels, to: 4 * (shape.lastBin + 1), size: 3, initialiser: small
    )
    variances = try Convolution(
      path / "variances", from: shape.channels, to: 4, size: 3, initialiser: .constant(0))
    levelScales = try (path / "level_scales").parameter([shape.levels], .constant(1))
  }

  package func callAsFunction(_ levels: [Tensor]) throws(TensorError) -> HeadOutput {
    var (classLogits, sideLogits, logVariances): ([Tensor], [Tensor], [Tensor]) = ([], [], [])
    for (index, map) in levels.enumerated() {
      let boxMap = try boxTower(map).tapped("head.box_tower.level\(index)")
      let classMap = try classTower(map).tapped("head.class_tower.level\(index)")
      classLogits.append(try classes(classMap).byPoint())
      let scale = try levelScales().narrowed(0, from: index, count: 1)
      sideLogits.append(try (sides(boxMap) * scale).byPoint())
      logVariances.append(try variances(boxMap).byPoint())
    }
    let sideLogit = try Tensor.concatenated(sideLogits, along: 1)
    let sizes = levels.map { map in
      let shape = map.shape
      return (rows: shape[2], columns: shape[3])
    }
    return HeadOutput(
      classLogits: try .concatenated(classLogits, along: 1),
      sideLogits: try sideLogit.reshaped([
        sideLogit.shape[0], sideLogit.shape[1], 4, shape.lastBin + 1,
      ]),
      logVariances: try .concatenated(logVariances, along: 1),
      points: AnchorPoints(strides: shape.strides, sizes: sizes))
  }
}

/// Convolutions with group normalisation before an output.
private struct Tower {
  private let layers: [(convolution: SeparableConvolution, norm: GroupNormalisation)]

  init(_ path: ParameterPath, shape: DetectorShape) throws(TensorError) {
    var layers: [(SeparableConvolution, GroupNormalisation)] = []
    for index in 0..<shape.convolutions {
      let path = path / "layer\(index)"
      layers.append(
        (
          try SeparableConvolution(
            path / "conv", from: shape.channels, to: shape.channels, isLight: shape.isLight,
            // The light form keeps its biases; the full one leaves them to the norm.
            hasBias: shape.isLight, initialiser: .normal(deviation: 0.01)),
          try GroupNormalisation(
            path / "norm", channels: shape.channels, groups: shape.isLight ? 8 : 32)
        ))
    }
    self.layers = layers
  }

  func callAsFunction(_ input: Tensor) throws(TensorError) -> Tensor {
    var map = input
    for layer in layers { map = try layer.norm(layer.convolution(map)).relu() }
    return map
  }
}
