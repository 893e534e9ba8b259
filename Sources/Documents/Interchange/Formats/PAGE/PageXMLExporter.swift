import Foundation
import Layout

/// Writes pages as PAGE-XML of 2019-07-15, a file each; the folder appears when it is finished.
public final class PageXMLExporter: PageExporter {
  static let namespace = "http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15"

  private let taxonomy: Taxonomy
  private let folder: ExportFolder
  private let date: String
  private var names = FileNames()
  private var lost = LossCount([LossCount.empty, rounded, LossCount.looseWords])
  /// Pages written.
  public private(set) var pageCount = 0
  /// Regions written.
  public private(set) var regionCount = 0
  /// What PAGE-XML cannot hold, a line each.
  public var losses: [String] { lost.lines }

  private static let rounded = "regions: parts of pixels, rounded to the nearest"

  /// Opens an export into a folder.
  ///
  /// - Parameter date: the time that the files give as that of their creation.
  /// - Throws: `InterchangeError.cannotWrite`, if other files lie in it.
  public init(
    taxonomy: Taxonomy, output: URL, date: Date = Date()
  ) throws(InterchangeError) {
    self.taxonomy = taxonomy
    self.date = date.formatted(.iso8601)
    folder = try ExportFolder(output)
  }

  /// Adds a page.
  ///
  /// - Throws: `InterchangeError`.
  public func append(_ page: ExportedPage) throws(InterchangeError) {
    try page.check(against: taxonomy)
    let drawable = page.drawable()
    let outline = PageOutline(drawable)
    lost.add(LossCount.empty, page.regions.count - drawable.regions.count)
    lost.add(
      Self.rounded,
      drawable.regions.count { region in
        region.box.edges.contains { $0 != $0.rounded() }
      })
    lost.add(LossCount.looseWords, outline.looseLines.reduce(0) { $0 + $1.count })
    try folder.write(text(of: drawable, outline), to: names.name(for: page) + ".xml")
    pageCount += 1
    regionCount += drawable.regions.count
  }

  /// Completes the folder and gives it its name.
  ///
  /// - Throws: `InterchangeError`.
  public func finish() throws(InterchangeError) { try folder.finish() }

  private func text(of page: ExportedPage, _ outline: PageOutline) -> String {
    var xml = XMLText("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
    xml.element("PcGts", [("xmlns", Self.namespace)]) { xml in
      xml.element("Metadata") { xml in
        xml.element("Creator", content: "galley")
        xml.element("Created", content: date)
        xml.element("LastChange", content: date)
      }
      xml.element(
        "Page",
        [
          ("imageFilename", page.name), ("imageWidth", "\(page.page.width)"),
          ("imageHeight", "\(page.page.height)"),
        ]
      ) { xml in
        write(readingOrder: page, &xml)
        let writer = PageXMLRegions(taxonomy: taxonomy)
        for node in outline.roots { writer.write(node, &xml) }
      }
    }
    return xml.text
  }

  private func write(readingOrder page: ExportedPage, _ xml: inout XMLText) {
    guard !page.regions.isEmpty else { return }
    let ordered = page.regions.sorted { ($0.order, $0.id) < ($1.order, $1.id) }
    xml.element("ReadingOrder") { xml in
      xml.element("OrderedGroup", [("id", "order")]) { xml in
        for (index, region) in ordered.enumerated() {
          xml.element(
            "RegionRefIndexed", [("index", "\(index)"), ("regionRef", "r\(region.id)")])
        }
      }
    }
  }
}
