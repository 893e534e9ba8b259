import Foundation
import Layout

/// A PDF, read by poppler's tools in child processes.
struct PDFDocument: PageDocument {
  private let path: String
  private let password: String?
  private let limits: RenderLimits
  private let pages: [PDFPageBox]

  let warnings: [String]
  let isDynamicForm: Bool
  var pageCount: Int { pages.count }

  init(path: String, password: String?, limits: RenderLimits) async throws(PageImagesError) {
    self.path = path
    self.password = password
    self.limits = limits
    let poppler = Poppler(path: path, password: password, limits: limits.process)
    let output: ProcessOutput
    do {
      output = try await poppler.run(
        "pdfinfo", ["-box", "-f", "1", "-l", "1000000"], operands: [], page: nil)
    } catch .damaged(_, let reason) where reason.contains("after the last page (0)") {
      // How pdfinfo says that there is no page 1.
      throw .noPages(file: path)
    }
    let report = PDFReport(String(decoding: output.standardOutput, as: UTF8.self))
    guard report.pageCount != 0 else { throw .noPages(file: path) }
    guard !report.pages.isEmpty else {
      throw .damaged(file: path, reason: "no page can be found in it")
    }
    let units = try await UserUnits.of(
      path, pageCount: report.pages.count, isEncrypted: report.isEncrypted, password: password,
      limits: limits.process)
    pages = report.pages.enumerated().map { index, page in
      var page = page
      let unit = units.values[index + 1] ?? 1
      page.pointsPerUnit = unit > 0 && unit.isFinite ? unit : 1
      return page
    }
    let odd = units.values.filter { !($0.value > 0 && $0.value.isFinite) }.keys.min().map {
      "the UserUnit of page \($0) is no number above 0: points are assumed"
    }
    isDynamicForm =
      report.holdsXFA
      && PDFNameSearch.mayHold(
        "/NeedsRendering true", in: path, isEncrypted: report.isEncrypted)
    warnings =
      Complaints.distinct(in: output.standardError) + units.warnings + (odd.map { [$0] } ?? [])
  }

  func pixels(page: Int, dpi: Double) -> Double {
    let page = pages[page - 1]
    return page.width * page.height * dpi / 72 * dpi / 72
  }

  func frame(page: Int) -> PageFrame { pages[page - 1].frame }

  /// Draws pages of one frame by their crop boxes, as a viewer shows them.
  func draw(pages: ClosedRange<Int>, dpi: Double) async throws(PageImagesError) -> [DrawnPage] {
    let frame = frame(page: pages.lowerBound)
    for page in pages {
      try checkSize(page, dpi: dpi)
      guard self.frame(page: page) == frame else {
        throw .damaged(file: path, reason: "its pages are measured in different units")
      }
    }
    // A failure of several pages names none: it only leads to drawing them one by one.
    let named = pages.count == 1 ? pages.lowerBound : nil
    let poppler = Poppler(path: path, password: password, limits: limits.process)
    let output = try await poppler.run(
      "pdftoppm",
      frame.popplerOptions + [
        "-r", "\(dpi * frame.pointsPerUnit)", "-f", "\(pages.lowerBound)", "-l",
        "\(pages.upperBound)",
      ],
      operands: [], page: named)
    let warnings = Complaints.distinct(in: output.standardError)
      .filter { !self.warnings.contains($0) }
    guard let pixmaps = PortablePixmap.all(in: output.written), pixmaps.count == pages.count else {
      throw .damagedPage(
        file: path, page: pages.lowerBound, reason: warnings.first ?? "no pixels came out")
    }
    return zip(pages, pixmaps).map { page, pixmap in
      DrawnPage(
        image: pixmap.image, dpi: dpi, rotation: self.pages[page - 1].rotation, warnings: warnings)
    }
  }

  private func checkSize(_ number: Int, dpi: Double) throws(PageImagesError) {
    let page = pages[number - 1]
    let (width, height) = (page.width * dpi / 72, page.height * dpi / 72)
    guard width.isFinite, height.isFinite, width >= 1, height >= 1 else {
      throw .badPageSize(file: path, page: number, size: page.sizeText)
    }
    guard width * height <= Double(limits.maximumPixels) else {
      throw .tooManyPixels(
        file: path, page: number, width: Int(min(width, 1e9)), height: Int(min(height, 1e9)),
        limit: limits.maximumPixels, dpi: dpi)
    }
  }
}
