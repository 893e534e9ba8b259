import CTesseract
import Foundation
import Layout

/// A page image file, or a TIFF of several, decoded by Leptonica.
///
/// Decoding happens in this process: the header is checked against the pixel limit first, and
/// Leptonica's decoders report what they cannot read.
struct ImageDocument: PageDocument {
  private let path: String
  private let format: FileFormat
  private let limits: RenderLimits
  let pageCount: Int
  let warnings: [String] = []

  init(path: String, format: FileFormat, limits: RenderLimits) throws(PageImagesError) {
    _ = LeptonicaMessages.silenced
    self.path = path
    self.format = format
    self.limits = limits
    guard format == .tiff else {
      pageCount = 1
      return
    }
    guard let file = fopen(path, "rb") else {
      throw .unreadable(file: path, reason: String(cString: strerror(errno)))
    }
    defer { fclose(file) }
    var count: Int32 = 0
    guard tiffGetCount(file, &count) == 0 else {
      throw .damaged(file: path, reason: "its TIFF directory cannot be read")
    }
    guard count > 0 else { throw .noPages(file: path) }
    pageCount = Int(count)
  }

  // Every page is decoded in this process.
  func pixels(page: Int, dpi: Double) -> Double { .infinity }

  func draw(pages: ClosedRange<Int>, dpi: Double) async throws(PageImagesError) -> [DrawnPage] {
    var drawn: [DrawnPage] = []
    for page in pages { drawn.append(try draw(page: page, dpi: dpi)) }
    return drawn
  }

  private func draw(page: Int, dpi: Double) throws(PageImagesError) -> DrawnPage {
    let (width, height) = try size(of: page)
    guard width * height <= limits.maximumPixels else {
      throw .tooManyPixels(
        file: path, page: page, width: width, height: height, limit: limits.maximumPixels,
        dpi: nil)
    }
    if format == .jpeg, JPEGScans.count(path) > JPEGScans.limit {
      throw .damagedPage(
        file: path, page: page, reason: "its jpeg data has more than \(JPEGScans.limit) scans")
    }
    let decoded = LeptonicaPix(
      format == .tiff ? pixReadTiff(path, Int32(page - 1)) : pixRead(path))
    guard let decoded else {
      throw .damagedPage(
        file: path, page: page, reason: "its \(format.rawValue) data cannot be decoded")
    }
    let resolution = Double(pixGetXRes(decoded.pointer))
    let turn = format == .jpeg ? ExifOrientation.read(path) : .upright
    guard let upright = turn.applied(to: decoded), let image = upright.pageImage() else {
      throw .damagedPage(file: path, page: page, reason: "its pixels cannot be converted")
    }
    return DrawnPage(
      image: { image }, dpi: (50...1200).contains(resolution) ? resolution : dpi,
      rotation: turn.clockwiseDegrees)
  }

  /// Width and height from the header alone, before anything is decoded.
  private func size(of page: Int) throws(PageImagesError) -> (width: Int, height: Int) {
    var (width, height): (Int32, Int32) = (0, 0)
    let failed: Int32
    if format == .tiff {
      failed = readHeaderTiff(path, Int32(page - 1), &width, &height, nil, nil, nil, nil, nil)
    } else {
      failed = pixReadHeader(path, nil, &width, &height, nil, nil, nil)
    }
    guard failed == 0, width > 0, height > 0 else {
      throw .damagedPage(file: path, page: page, reason: "its header cannot be read")
    }
    return (Int(width), Int(height))
  }
}
