import Layout

/// How a page is changed before the student or its teacher sees it.
public struct Augmentation: Sendable {
  /// How it is scaled, moved and turned.
  public var geometry: GeometryJitter
  /// What is done to its pixels then, in this order.
  public var pixels: [any PixelAugmentation]

  /// Makes an augmentation.
  public init(geometry: GeometryJitter, pixels: [any PixelAugmentation] = []) {
    self.geometry = geometry
    self.pixels = pixels
  }

  /// The letterboxed page as it is.
  public static let none = Augmentation(geometry: GeometryJitter(leastVisible: 0))

  /// What a teacher labels: the page shifted by up to 2 %.
  public static let teacherView = Augmentation(geometry: GeometryJitter(shift: 0.02))

  /// Scale 0.8 to 1.25, shift up to 5 %, brightness and contrast by up to 20 %; no flips, since
  /// reading has a direction.
  public static let weak = Augmentation(
    geometry: GeometryJitter(scale: 0.8...1.25, shift: 0.05),
    pixels: [BrightnessContrast(brightness: 0.2, contrast: 0.2)])

  /// The weak one and colour, blur, JPEG, cut-out of up to five patches of up to 20 % of a side, and
  /// turns of up to 2°.
  ///
  /// After the weak and strong views of Soft Teacher (Xu et al. 2021); its turns of up to 30° and its
  /// shear would destroy what upright pages teach.
  public static let strong = Augmentation(
    geometry: GeometryJitter(scale: 0.8...1.25, shift: 0.05, rotation: 2),
    pixels: weak.pixels + [
      ColourJitter(), GaussianBlur(), JPEGDegradation(), CutOut(),
    ])

  /// A view of a page: a function of the page and the seeds alone.
  ///
  /// - Parameters:
  ///   - image: the page.
  ///   - regions: its regions, pixels of the image.
  ///   - inputSize: pixels of the longer side without augmentation.
  ///   - seeds: such as the step and the page's place in the batch.
  /// - Throws: `TrainingDataError.imageTooSmall`, `.badSetting`.
  public func view(
    of image: PageImage, regions: [TrainingRegion], inputSize: Int, seed: UInt64,
    _ seeds: UInt64...
  ) throws(TrainingDataError) -> InputImage {
    try check()
    try TrainingPage.check(width: image.width, height: image.height, page: "the image")
    try Letterbox.check(inputSize: inputSize)
    return try view(
      of: ReadPage(image, longSide: workingSide(inputSize)), regions: regions,
      inputSize: inputSize, seed: seeds.reduce(seed) { SplitMix64.seed($0, $1) })
  }

  /// Refuses parameters that no view can be drawn from.
  ///
  /// - Throws: `TrainingDataError.badSetting`.
  public func check() throws(TrainingDataError) {
    try geometry.check()
    for augmentation in pixels { try augmentation.check() }
  }

  /// Pixels of the longer side that any view needs.
  func workingSide(_ inputSize: Int) -> Int {
    Int((Double(inputSize) * max(1, geometry.scale.upperBound)).rounded(.up))
  }

  /// A view of a page that was shrunk to `workingSide`.
  func view(
    of page: ReadPage, regions: [TrainingRegion], inputSize: Int, seed: UInt64
  ) throws(TrainingDataError) -> InputImage {
    var random = SplitMix64(seed: seed, 0)
    let letterbox = try Letterbox(width: page.width, height: page.height, inputSize: inputSize)
    var image = letterbox.view(
      of: page, regions: regions, geometry: geometry.drawn(&random),
      leastVisible: geometry.leastVisible)
    for (place, augmentation) in pixels.enumerated() {
      // Each has numbers of its own, so that one more changes none of the others.
      var random = SplitMix64(seed: seed, 1 + UInt64(place))
      try augmentation.apply(to: &image, &random)
    }
    return image
  }
}
