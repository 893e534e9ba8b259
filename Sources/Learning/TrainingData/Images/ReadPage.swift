import Layout

/// A page's pixels, as many as views of it need.
struct ReadPage: Sendable {
  /// The pixels.
  let raster: Raster
  /// Pixels of the raster per pixel of the page, at most 1.
  let scale: Double
  /// The page's own width, pixels.
  let width: Int
  /// The page's own height, pixels.
  let height: Int

  /// Shrinks a page so that its longer side has at most `longSide` pixels.
  init(_ image: PageImage, longSide: Int) {
    (width, height) = (image.width, image.height)
    scale = min(1, Double(longSide) / Double(max(width, height)))
    raster = Raster(image).resampled(
      scale: scale, width: max(1, Int((Double(width) * scale).rounded())),
      height: max(1, Int((Double(height) * scale).rounded())),
      background: RGB(red: 255, green: 255, blue: 255))
  }
}
