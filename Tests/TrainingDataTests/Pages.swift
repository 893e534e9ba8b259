import Foundation
import GalleyTesting
import Layout
import PageImages
import TrainingData

/// A white page with black bars.
func paper(_ width: Int, _ height: Int, bars: [Box] = [], ink: UInt8 = 0) throws -> PageImage {
  var pixels = [UInt8](repeating: 255, count: width * height * 3)
  for bar in bars {
    for y in Int(bar.y1)..<Int(bar.y2) {
      for index in (y * width + Int(bar.x1)) * 3..<(y * width + Int(bar.x2)) * 3 {
        pixels[index] = ink
      }
    }
  }
  return try PageImage(width: width, height: height, pixels: pixels)
}

extension Raster {
  /// The smallest box around what is darker than a level, pixel by pixel.
  func ink(darkerThan level: UInt8 = 128) -> Box? {
    var hull: Box?
    for y in 0..<height {
      for x in 0..<width where pixels[y * bytesPerRow + x * 3] < level {
        let pixel = Box(x: Double(x), y: Double(y), width: 1, height: 1)
        hull = hull?.union(pixel) ?? pixel
      }
    }
    return hull
  }
}

/// Whether no edge of two boxes differs by more than a tolerance.
func near(_ a: Box, _ b: Box, _ tolerance: Double) -> Bool {
  BoxCoordinate.allCases.allSatisfy { abs(a[$0] - b[$0]) <= tolerance }
}

/// Writes a page as a PNG file.
@discardableResult
func write(_ image: PageImage, _ name: String, in folder: URL) throws -> String {
  let file = folder.appending(path: name)
  try FileManager.default.createDirectory(
    at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
  try ImageEncoding.data(image, as: .png).write(to: file)
  return file.path
}

/// Writes pages of three documents, of different shapes, each with a bar that is labelled.
func barPages(_ count: Int, in folder: URL) throws -> [TrainingPage] {
  try (0..<count).map { index in
    let bar = Box(x: 20, y: Double(10 + index), width: 60, height: 20)
    let (width, height) = (100 + index % 3 * 10, 150)
    let file = try write(paper(width, height, bars: [bar]), "page-\(index).png", in: folder)
    return TrainingPage(
      image: PageReference(file: file), width: width, height: height, document: "\(index % 3)",
      regions: [TrainingRegion(box: bar, classIndex: index % 2)])
  }
}
