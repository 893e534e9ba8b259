import Layout

/// Patches painted over with the page's mean colour (DeVries and Taylor 2017), by default up to
/// five of up to 20 % of a side.
///
/// A region that a patch hides almost wholly is ignored: nothing of it is left to see.
public struct CutOut: PixelAugmentation, Hashable {
  /// Numbers of patches.
  public var patches: ClosedRange<Int>
  /// Sides of a patch, shares of the image's.
  public var side: ClosedRange<Double>
  /// Share of a region's area that one patch may hide.
  public var mostHidden: Double

  /// Makes it.
  public init(
    patches: ClosedRange<Int> = 0...5, side: ClosedRange<Double> = 0.02...0.2,
    mostHidden: Double = 0.8
  ) {
    self.patches = patches
    self.side = side
    self.mostHidden = mostHidden
  }

  /// Refuses more than 1000 patches, and shares outside 0 to 1.
  public func check() throws(TrainingDataError) {
    try TrainingDataError.check("patches", patches, within: 0...1000)
    try TrainingDataError.check("side of a patch", side, within: 0...1)
    try TrainingDataError.check("most hidden share", mostHidden, in: 0...1)
  }

  /// Changes an image.
  public func apply(to image: inout InputImage, _ random: inout SplitMix64) {
    let colour = image.raster.meanColour
    let count = patches.lowerBound + random.index(below: patches.count)
    for _ in 0..<count {
      let x = span(of: image.raster.width, &random)
      let y = span(of: image.raster.height, &random)
      image.raster.fill(x: x, y: y, colour: colour)
      let patch = Box(
        x1: Double(x.lowerBound), y1: Double(y.lowerBound), x2: Double(x.upperBound),
        y2: Double(y.upperBound))
      for index in image.regions.indices
      where image.regions[index].box.fractionInside(patch) > mostHidden {
        image.regions[index].isIgnored = true
      }
    }
  }

  private func span(of length: Int, _ random: inout SplitMix64) -> Range<Int> {
    let side = min(length, max(1, Int(Double(length) * random.uniform(side))))
    let start = random.index(below: length - side + 1)
    return start..<start + side
  }
}
