import Tensors

extension ParityCase {
  static var networks: [ParityCase] {
    [
      of3("conv2d") { try $0.convolved($1, bias: $2, stride: 2, padding: 1) },
      of2("conv2d_depthwise") { try $0.convolved($1, padding: 1, groups: 4) },
      of2("conv2d_dilated") { try $0.convolved($1, padding: 2, dilation: 2) },
      of3("conv_transpose2d") {
        try $0.convolvedTransposed($1, bias: $2, stride: 2, padding: 1, outputPadding: 1)
      },
      of2("conv1d") { try $0.convolvedAlongLine($1, stride: 1, padding: 1) },
      of3("linear") { try $0.linear($1, bias: $2) },
      of3("group_norm") { try $0.groupNormalised(groups: 2, scale: $1, shift: $2) },
      of3("layer_norm") { try $0.layerNormalised(scale: $1, shift: $2) },
      of("nearest") { try $0.enlargedByRepetition(height: 9, width: 7) },
      of("bilinear") { try $0.resized(height: 9, width: 3) },
      of("bicubic") { try $0.resizedCubically(height: 9, width: 7) },
      of2("grid_sample") { try $0.sampled(at: $1) },
      of("max_pool") { try $0.maxPooled(3, stride: 2, padding: 1) },
      of("average_pool") { try $0.averagePooled(2, stride: 2) },
      of("adaptive_pool") { try $0.averagePooled(toHeight: 2, width: 3) },
      of3("attention") { try .attention($0, $1, $2) },
      of3("attention_causal") { try .attention($0, $1, $2, mask: .causalMask(5)) },
    ]
  }

  static var layers: [ParityCase] {
    [
      layer("Linear") { path in
        let layer = try Linear(path, from: 6, to: 3)
        return { [try layer($0[0])] }
      },
      layer("Convolution") { path in
        let layer = try Convolution(path, from: 4, to: 6, size: 3, stride: 2, groups: 2)
        return { [try layer($0[0])] }
      },
      layer("BatchNormalisation_training") { path in
        let layer = try BatchNormalisation(path, channels: 4)
        return { [try layer($0[0], .training)] }
      },
      layer("BatchNormalisation_inference") { path in
        let layer = try BatchNormalisation(path, channels: 4)
        return { [try layer($0[0], .inference)] }
      },
      layer("GroupNormalisation") { path in
        let layer = try GroupNormalisation(path, channels: 4, groups: 2)
        return { [try layer($0[0])] }
      },
      layer("LayerNormalisation") { path in
        let layer = try LayerNormalisation(path, width: 6)
        return { [try layer($0[0])] }
      },
      layer("Embedding") { path in
        let layer = try Embedding(path, rows: 7, width: 5)
        return { [try layer($0[0])] }
      },
      layer("MultiHeadAttention") { path in
        let layer = try MultiHeadAttention(path, width: 8, heads: 2)
        return { [try layer($0[0])] }
      },
    ]
  }
}
