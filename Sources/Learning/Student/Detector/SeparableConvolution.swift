import Tensors

/// A 3×3 convolution: whole, or in the light form a depthwise and a pointwise one.
struct SeparableConvolution {
  private let layers: [Convolution]

  init(
    _ path: ParameterPath, from inputs: Int, to outputs: Int, stride: Int = 1, isLight: Bool,
    hasBias: Bool, initialiser: Initialiser = .truncatedNormal(deviation: 0.02)
  ) throws(TensorError) {
    guard isLight else {
      layers = [
        try Convolution(
          path, from: inputs, to: outputs, size: 3, stride: stride, hasBias: hasBias,
          initialiser: initialiser)
      ]
      return
    }
    layers = [
      try Convolution(
        path / "depthwise", from: inputs, to: inputs, size: 3, stride: stride, groups: inputs,
        hasBias: hasBias, initialiser: initialiser),
      try Convolution(
        path / "pointwise", from: inputs, to: outputs, size: 1, hasBias: hasBias,
        initialiser: initialiser),
    ]
  }

  func callAsFunction(_ input: Tensor) throws(TensorError) -> Tensor {
    var map = input
    for layer in layers { map = try layer(map) }
    return map
  }
}
