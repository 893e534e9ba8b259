import Layout

/// Brightness by a factor, then contrast about the page's mean grey by another.
public struct BrightnessContrast: PixelAugmentation, Hashable {
  /// Greatest change of brightness either way, share.
  public var brightness: Double
  /// Greatest change of contrast either way, share.
  public var contrast: Double

  /// Makes it.
  public init(brightness: Double, contrast: Double) {
    self.brightness = brightness
    self.contrast = contrast
  }

  /// Refuses shares outside 0 to 1.
  public func check() throws(TrainingDataError) {
    try TrainingDataError.check("brightness", brightness, in: 0...1)
    try TrainingDataError.check("contrast", contrast, in: 0...1)
  }

  /// Changes an image.
  public func apply(to image: inout InputImage, _ random: inout SplitMix64) {
    let light = 1 + random.uniform(-brightness...brightness)
    let contrast = 1 + random.uniform(-contrast...contrast)
    let mean = image.raster.meanColour
    let grey =
      light * (0.299 * Double(mean.red) + 0.587 * Double(mean.green) + 0.114 * Double(mean.blue))
    let levels = (0...255).map { level in
      UInt8(min(max((Double(level) * light - grey) * contrast + grey, 0), 255).rounded())
    }
    levels.withUnsafeBufferPointer { levels in
      image.raster.pixels.withUnsafeMutableBufferPointer { pixels in
        for index in pixels.indices { pixels[index] = levels[Int(pixels[index])] }
      }
    }
  }
}
