import Foundation
import Layout

/// How a page fits into the student's input: by one scale factor for both axes.
///
/// The longer side becomes `inputSize` pixels; right and bottom are padded later, to a multiple of
/// 32 (`InputBatch`).
struct Letterbox: Sendable {
  /// Size of the page, pixels.
  let page: (width: Int, height: Int)
  /// Input pixels per page pixel.
  let scale: Double
  /// Size of the scaled page, whole input pixels.
  let width: Int
  let height: Int

  init(width: Int, height: Int, inputSize: Int) throws(TrainingDataError) {
    try Self.check(inputSize: inputSize)
    page = (width, height)
    scale = Double(inputSize) / Double(max(width, height))
    self.width = max(1, Int((Double(width) * scale).rounded()))
    self.height = max(1, Int((Double(height) * scale).rounded()))
  }

  /// Refuses sizes that no page fits into, and those that no memory holds.
  static func check(inputSize: Int) throws(TrainingDataError) {
    try TrainingDataError.check("input size", inputSize, in: TrainingPage.leastSide...8192)
  }

  /// A view of the page.
  ///
  /// - Parameters:
  ///   - read: the page's pixels.
  ///   - regions: its regions, in its own pixels.
  ///   - geometry: what is done to it.
  ///   - leastVisible: share of a region's area that must be seen for it to stay a label; with
  ///     less it is ignored.
  func view(
    of read: ReadPage, regions: [TrainingRegion], geometry: ViewGeometry, leastVisible: Double
  ) -> InputImage {
    let transform = transform(geometry)
    let background = read.raster.meanColour
    let size = scale * geometry.scale
    let pixels: Raster
    if geometry.rotation == 0 {
      pixels = read.raster.resampled(
        scale: size / read.scale, offsetX: transform.tx, offsetY: transform.ty, width: width,
        height: height, background: background)
    } else {
      // Shrink first, which averages; then turn, which interpolates.
      let upright = read.raster.resampled(
        scale: size / read.scale, width: max(1, Int((Double(page.width) * size).rounded())),
        height: max(1, Int((Double(page.height) * size).rounded())), background: background)
      pixels = upright.warped(
        by: ViewTransform(scale: 1 / size).then(transform), width: width, height: height,
        background: background)
    }
    let bounds = Box(x1: 0, y1: 0, x2: Double(width), y2: Double(height))
    return InputImage(
      raster: pixels,
      regions: regions.compactMap {
        transform.region($0, bounds: bounds, leastVisible: leastVisible)
      }, transform: transform, scale: size)
  }

  /// Scales and turns about the middle of the page, then moves.
  private func transform(_ geometry: ViewGeometry) -> ViewTransform {
    let size = scale * geometry.scale
    let (sine, cosine) = (sin(geometry.rotation), cos(geometry.rotation))
    let (middleX, middleY) = (Double(page.width) / 2, Double(page.height) / 2)
    var turned = ViewTransform(
      a: size * cosine, b: -size * sine, c: size * sine, d: size * cosine, tx: 0, ty: 0)
    let landed = turned.point(middleX, middleY)
    turned.tx = scale * middleX - landed.x + geometry.shiftX * Double(width)
    turned.ty = scale * middleY - landed.y + geometry.shiftY * Double(height)
    return turned
  }
}

extension ViewTransform {
  /// A region as a view shows it; `nil` where nothing of it is seen.
  func region(
    _ region: TrainingRegion, bounds: Box, leastVisible: Double
  ) -> TrainingRegion? {
    let whole = box(region.box)
    let seen = whole.clipped(to: bounds)
    guard seen.isValid else { return nil }
    var region = region
    region.box = seen
    region.variance = variance(region.variance)
    if seen.area < leastVisible * whole.area { region.isIgnored = true }
    return region
  }
}
