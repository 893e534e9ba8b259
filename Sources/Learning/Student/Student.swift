import Tensors

/// A detector of page regions: backbone, pyramid and head.
///
/// The box head follows GFL and RTMDet: sides as distributions, the class score trained as quality of
/// the box, and a variance for every side.
public struct Student: Sendable {
  /// How many classes it tells apart.
  public let classCount: Int
  /// Pyramid and head.
  public let shape: DetectorShape
  private let backbone: any Backbone
  private let pyramid: FeaturePyramid
  private let head: DetectionHead
  private let passes: PassCounter

  /// Makes a preset's parameters.
  public init(
    _ path: ParameterPath, preset: StudentPreset, classCount: Int
  ) throws(TensorError) {
    self.classCount = classCount
    shape = preset.detector
    passes = path.passes
    backbone = try SwiftFormer(path / "backbone", shape: preset.backbone)
    pyramid = try FeaturePyramid(path / "pyramid", from: backbone.channels, shape: shape)
    head = try DetectionHead(path / "head", shape: shape, classCount: classCount)
  }

  /// What the head says of images `[batch, 3, height, width]`, normalised, sides multiples of 32.
  public func callAsFunction(_ images: Tensor, _ phase: Phase) throws(TensorError) -> HeadOutput {
    passes.begin()
    let maps = try backbone(images, phase).tapped("backbone.stage")
    return try head(pyramid(maps).tapped("pyramid.level"))
  }
}
