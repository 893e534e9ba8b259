import Foundation
import Layout

/// Writes pages as one hOCR file, page by page; the file appears when it is finished.
public final class HOCRExporter: PageExporter {
  private let taxonomy: Taxonomy
  private let file: AtomicFile
  private var lost = LossCount([
    LossCount.empty, rounded, LossCount.variances, LossCount.humans,
  ])
  /// Pages written.
  public private(set) var pageCount = 0
  /// Regions written.
  public private(set) var regionCount = 0
  /// What hOCR cannot hold, a line each.
  public var losses: [String] { lost.lines }

  private static let rounded = "regions: parts of pixels, rounded to the nearest"
  private static let capabilities =
    "ocr_page ocr_carea ocr_table ocr_image ocr_header ocr_footer ocr_par ocr_line ocrx_word "
    + "ocrp_wconf"

  /// Opens an export; `output` `nil` is standard output.
  ///
  /// - Throws: `InterchangeError`.
  public init(taxonomy: Taxonomy, output: URL?) throws(InterchangeError) {
    self.taxonomy = taxonomy
    file = try AtomicFile(output)
    var xml = XMLText("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n")
    xml.open("html", [("xmlns", "http://www.w3.org/1999/xhtml"), ("lang", "und")])
    xml.element("head") { xml in
      xml.element("title", content: "Pages labelled by galley")
      xml.element("meta", [("charset", "utf-8")])
      xml.element("meta", [("name", "ocr-system"), ("content", "galley")])
      xml.element("meta", [("name", "ocr-capabilities"), ("content", Self.capabilities)])
    }
    xml.open("body")
    try file.write(xml.text)
  }

  /// Adds a page.
  ///
  /// - Throws: `InterchangeError`.
  public func append(_ page: ExportedPage) throws(InterchangeError) {
    try page.check(against: taxonomy)
    let drawable = page.drawable()
    lost.add(LossCount.empty, page.regions.count - drawable.regions.count)
    lost.add(
      Self.rounded,
      drawable.regions.count { region in
        region.box.edges.contains { $0 != $0.rounded() }
      })
    lost.addVariances(of: drawable)
    lost.addHumans(of: drawable)
    let writer = HOCRAreas(taxonomy: taxonomy, page: pageCount + 1)
    try file.write(writer.text(of: drawable))
    pageCount += 1
    regionCount += drawable.regions.count
  }

  /// Completes the file and gives it its name.
  ///
  /// - Throws: `InterchangeError`.
  public func finish() throws(InterchangeError) {
    try file.write(" </body>\n</html>\n")
    try file.finish()
  }
}
