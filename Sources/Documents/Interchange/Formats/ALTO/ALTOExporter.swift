import Foundation
import Layout

/// Writes pages as ALTO 4, a file each; the folder appears when it is finished.
public final class ALTOExporter: PageExporter {
  static let namespace = "http://www.loc.gov/standards/alto/ns-v4#"

  private let taxonomy: Taxonomy
  private let folder: ExportFolder
  private var names = FileNames()
  private var lost = LossCount([LossCount.empty, LossCount.variances, LossCount.scores])
  /// Pages written.
  public private(set) var pageCount = 0
  /// Regions written.
  public private(set) var regionCount = 0
  /// What ALTO cannot hold, a line each.
  public var losses: [String] { lost.lines }

  /// Opens an export into a folder.
  ///
  /// - Throws: `InterchangeError.cannotWrite`, if other files lie in it.
  public init(taxonomy: Taxonomy, output: URL) throws(InterchangeError) {
    self.taxonomy = taxonomy
    folder = try ExportFolder(output)
  }

  /// Adds a page.
  ///
  /// - Throws: `InterchangeError`.
  public func append(_ page: ExportedPage) throws(InterchangeError) {
    try page.check(against: taxonomy)
    let drawable = page.drawable()
    lost.add(LossCount.empty, page.regions.count - drawable.regions.count)
    lost.addVariances(of: drawable)
    lost.addScores(of: drawable)
    try folder.write(text(of: drawable), to: names.name(for: page) + ".xml")
    pageCount += 1
    regionCount += drawable.regions.count
  }

  /// Completes the folder and gives it its name.
  ///
  /// - Throws: `InterchangeError`.
  public func finish() throws(InterchangeError) { try folder.finish() }

  private func text(of page: ExportedPage) -> String {
    let outline = PageOutline(page)
    let blocks = ALTOBlocks(taxonomy: taxonomy)
    let size = [
      ("HPOS", "0"), ("VPOS", "0"), ("WIDTH", "\(page.page.width)"),
      ("HEIGHT", "\(page.page.height)"),
    ]
    var xml = XMLText("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
    xml.element("alto", [("xmlns", Self.namespace), ("SCHEMAVERSION", "4.2")]) { xml in
      xml.element("Description") { xml in
        xml.element("MeasurementUnit", content: "pixel")
        xml.element("sourceImageInformation") { $0.element("fileName", content: page.name) }
        xml.element("Processing", [("ID", "processing")]) { xml in
          xml.element("processingSoftware") { $0.element("softwareName", content: "galley") }
        }
      }
      xml.element("Tags") { xml in
        for (index, region) in taxonomy.classes.enumerated() {
          xml.element(
            "LayoutTag", [("ID", "class\(index)"), ("TYPE", "region"), ("LABEL", region.name)])
        }
      }
      xml.element("Layout") { xml in
        let place = [("ID", "page"), ("PHYSICAL_IMG_NR", "\(page.page.number)")]
        xml.element("Page", place + size.suffix(2)) { xml in
          xml.element("PrintSpace", size) { xml in
            for node in outline.roots { blocks.write(node, &xml) }
            blocks.write(loose: outline.looseLines, &xml)
          }
        }
      }
    }
    return xml.text
  }
}
