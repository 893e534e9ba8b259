import Foundation
import Layout

/// A PDF, read by poppler's tools in child processes.
struct PDFDocument: PageDocument {
  private let path: String
  private let password: String?
  private let limits: RenderLimits
  /// Crop-box sizes in points before rotation, and rotations, by page.
  private let sizes: [PageSize]

  let warnings: [String]
  var pageCount: Int { sizes.count }

  private struct PageSize {
    var width: Double
    var height: Double
    var rotation: Int
  }

  init(path: String, password: String?, limits: RenderLimits) async throws(PageImagesError) {
    self.path = path
    self.password = password
    self.limits = limits
    let poppler = Poppler(path: path, password: password, limits: limits.process)
    let output: ProcessOutput
    do {
      output = try await poppler.run(
        "pdfinfo", ["-f", "1", "-l", "1000000"], operands: [], page: nil)
    } catch .damaged(_, let reason) where reason.contains("after the last page (0)") {
      // How pdfinfo says that there is no page 1.
      throw .noPages(file: path)
    }
    warnings = Poppler.warnings(in: output.standardError)
    sizes = try Self.sizes(
      from: String(decoding: output.standardOutput, as: UTF8.self), path: path)
  }

  func pixels(page: Int, dpi: Double) -> Double {
    let size = sizes[page - 1]
    return size.width * size.height * dpi / 72 * dpi / 72
  }

  /// Draws pages by their crop boxes, as a viewer shows them.
  func draw(pages: ClosedRange<Int>, dpi: Double) async throws(PageImagesError) -> [DrawnPage] {
    for page in pages { try checkSize(page, dpi: dpi) }
    // A failure of several pages names none: it only leads to drawing them one by one.
    let named = pages.count == 1 ? pages.lowerBound : nil
    let poppler = Poppler(path: path, password: password, limits: limits.process)
    let output = try await poppler.run(
      "pdftoppm",
      ["-cropbox", "-r", "\(dpi)", "-f", "\(pages.lowerBound)", "-l", "\(pages.upperBound)"],
      operands: [], page: named)
    let warnings = Poppler.warnings(in: output.standardError)
      .filter { !self.warnings.contains($0) }
    guard let pixmaps = PortablePixmap.all(in: output.written), pixmaps.count == pages.count else {
      throw .damagedPage(
        file: path, page: pages.lowerBound, reason: warnings.first ?? "no pixels came out")
    }
    return zip(pages, pixmaps).map { page, pixmap in
      DrawnPage(
        image: pixmap.image, dpi: dpi, rotation: sizes[page - 1].rotation, warnings: warnings)
    }
  }

  private func checkSize(_ page: Int, dpi: Double) throws(PageImagesError) {
    let size = sizes[page - 1]
    let (width, height) = (size.width * dpi / 72, size.height * dpi / 72)
    guard width.isFinite, height.isFinite, width >= 1, height >= 1 else {
      throw .badPageSize(file: path, page: page, size: "\(size.width) x \(size.height) points")
    }
    guard width * height <= Double(limits.maximumPixels) else {
      throw .tooManyPixels(
        file: path, page: page, width: Int(min(width, 1e9)), height: Int(min(height, 1e9)),
        limit: limits.maximumPixels, dpi: dpi)
    }
  }

  /// Reads pdfinfo's `Page    1 size:  612 x 792 pts (letter)` and `Page    1 rot:   90` lines.
  private static func sizes(
    from text: String, path: String
  ) throws(PageImagesError) -> [PageSize] {
    var sizes: [PageSize] = []
    var count: Int?
    for line in text.split(separator: "\n") {
      let fields = line.split(separator: " ", omittingEmptySubsequences: true)
      if fields.first == "Pages:", fields.count > 1 { count = Int(fields[1]) }
      guard fields.first == "Page", fields.count >= 4 else { continue }
      if fields[2] == "size:", fields.count >= 6, let width = Double(fields[3]),
        let height = Double(fields[5])
      {
        sizes.append(PageSize(width: width, height: height, rotation: 0))
      } else if fields[2] == "rot:", !sizes.isEmpty, let rotation = Int(fields[3]) {
        sizes[sizes.count - 1].rotation = rotation
      }
    }
    guard count != 0 else { throw .noPages(file: path) }
    guard !sizes.isEmpty else { throw .damaged(file: path, reason: "no page can be found in it") }
    return sizes
  }
}
