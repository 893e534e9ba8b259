import Layout

/// A page as the student sees it, before padding: its pixels at the input's scale, and its regions.
public struct InputImage: Sendable {
  /// The pixels.
  public var raster: Raster
  /// The regions, pixels of the raster.
  public var regions: [TrainingRegion]
  /// Where the page's own pixels land on the raster.
  public var transform: ViewTransform
  /// Input pixels per page pixel.
  public var scale: Double

  /// A page scaled so that its longer side has `inputSize` pixels, as it is without augmentation.
  ///
  /// - Parameters:
  ///   - image: the page.
  ///   - regions: its regions, pixels of the image.
  ///   - inputSize: pixels.
  ///   - name: the page's, for errors.
  /// - Throws: `TrainingDataError.imageTooSmall`, `.badSetting`.
  public init(
    _ image: PageImage, regions: [TrainingRegion] = [], inputSize: Int, name: String = "the image"
  ) throws(TrainingDataError) {
    try TrainingPage.check(width: image.width, height: image.height, page: name)
    let letterbox = try Letterbox(width: image.width, height: image.height, inputSize: inputSize)
    self = letterbox.view(
      of: ReadPage(image, longSide: inputSize), regions: regions, geometry: .plain, leastVisible: 0)
  }

  init(raster: Raster, regions: [TrainingRegion], transform: ViewTransform, scale: Double) {
    self.raster = raster
    self.regions = regions
    self.transform = transform
    self.scale = scale
  }
}
