import Foundation
import Layout
import PageImages
import TrainingData

/// Augmented pages side by side, with their boxes, for people to look at.
///
/// A row is a page: as it is, weak views, strong views. What is ignored is grey.
struct ContactSheet {
  private static let columns: [Augmentation] = [.none, .weak, .weak, .strong, .strong, .strong]
  private static let colours: [(UInt8, UInt8, UInt8)] = [
    (214, 39, 40), (31, 119, 180), (44, 160, 44), (255, 127, 14), (148, 103, 189), (140, 86, 75),
    (227, 119, 194), (188, 189, 34), (23, 190, 207), (0, 90, 160), (160, 0, 90),
  ]
  private static let cell = 400
  private let pages: [TrainingPage]

  init(_ pages: [TrainingPage], classes: Int, rows: Int = 5) {
    let step = max(1, pages.count / rows)
    self.pages = stride(from: 0, to: pages.count, by: step).prefix(rows).map { pages[$0] }
  }

  func write(to file: URL) async throws {
    let (width, height) = (Self.cell * Self.columns.count, Self.cell * pages.count)
    var pixels = [UInt8](repeating: 90, count: width * height * 3)
    for (row, page) in pages.enumerated() {
      let image = try await PageSource.open(page.image.file)
        .render(page: page.image.number, dpi: page.image.dpi).image
      for (column, augmentation) in Self.columns.enumerated() {
        var view = try augmentation.view(
          of: image, regions: page.regions, inputSize: Self.cell - 6, seed: 11, UInt64(row),
          UInt64(column))
        for region in view.regions { Self.draw(region, on: &view.raster) }
        let raster = view.raster
        for y in 0..<min(raster.height, Self.cell) {
          let source = y * raster.bytesPerRow
          let target = ((row * Self.cell + y) * width + column * Self.cell) * 3
          let length = min(raster.width, Self.cell) * 3
          pixels.replaceSubrange(
            target..<target + length, with: raster.pixels[source..<source + length])
        }
      }
    }
    let sheet = try PageImage(width: width, height: height, pixels: pixels)
    try ImageEncoding.data(sheet, as: .png).write(to: file)
  }

  private static func draw(_ region: TrainingRegion, on raster: inout Raster) {
    let colour = region.isIgnored ? (150, 150, 150) : colours[region.classIndex % colours.count]
    let (x1, x2) = (Int(region.box.x1), min(Int(region.box.x2.rounded(.up)), raster.width) - 1)
    let (y1, y2) = (Int(region.box.y1), min(Int(region.box.y2.rounded(.up)), raster.height) - 1)
    guard x1 <= x2, y1 <= y2 else { return }
    func paint(_ x: Int, _ y: Int) {
      let index = y * raster.bytesPerRow + x * 3
      (raster.pixels[index], raster.pixels[index + 1], raster.pixels[index + 2]) = colour
    }
    for x in x1...x2 {
      paint(x, y1)
      paint(x, y2)
    }
    for y in y1...y2 {
      paint(x1, y)
      paint(x2, y)
    }
  }
}
