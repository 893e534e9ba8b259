import Tensors

/// A preset's network: backbone, pyramid and head.
///
/// The box head follows GFL and RTMDet: sides as distributions, the class score trained as quality of
/// the box, and a variance for every side.
struct PresetNetwork: DetectorNetwork {
  let lastBin: Int
  private let backbone: any Backbone
  private let pyramid: FeaturePyramid
  private let head: DetectionHead

  /// Makes the parameters below `backbone`, `pyramid` and `head`.
  init(
    _ path: ParameterPath, preset: StudentPreset, classCount: Int
  ) throws(TensorError) {
    let shape = preset.detector
    lastBin = shape.lastBin
    backbone = try SwiftFormer(path / "backbone", shape: preset.backbone)
    pyramid = try FeaturePyramid(path / "pyramid", from: backbone.channels, shape: shape)
    head = try DetectionHead(path / "head", shape: shape, classCount: classCount)
  }

  func callAsFunction(_ images: Tensor, _ phase: Phase) throws(TensorError) -> HeadOutput {
    let maps = try backbone(images, phase).tapped("backbone.stage")
    return try head(pyramid(maps).tapped("pyramid.level"))
  }
}
