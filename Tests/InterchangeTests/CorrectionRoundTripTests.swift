import Foundation
import GalleyTesting
import Interchange
import Layout
import Testing

@Suite("A round trip")
struct CorrectionRoundTripTests {
  private static let pages = [
    exportedPage("scans/a/x.jpg"), exportedPage("scans/b/x.jpg", isHuman: true),
    exportedPage("book.pdf", number: 3), ExportedPage(page: page("empty.png").page, regions: []),
  ]

  /// Format, precision of the boxes in pixels, whether scores come back.
  private static let formats: [(CorrectionFormat, Double)] = [
    (.labelStudio, 0.0001), (.pageXML, 0.5), (.coco, 0.005),
  ]

  @Test("brings boxes, classes, order and parents back", arguments: formats)
  func roundTrip(format: CorrectionFormat, precision: Double) async throws {
    try await Fixture.withTemporaryFolder { folder in
      let output = folder.appending(path: "export")
      try Self.exporter(format, output).export(Self.pages)
      let imported = try CorrectionReader(
        format: format, taxonomy: .publaynet, takesPredictions: true
      ).pages(in: output).sorted { $0.name < $1.name }
      #expect(
        imported.map(\.name) == ["book.pdf#page=3", "empty.png", "scans/a/x.jpg", "scans/b/x.jpg"])
      #expect(imported.allSatisfy { $0.width == 1000 && $0.height == 1400 })
      #expect(imported[1].regions.isEmpty)
      for page in [imported[0], imported[2], imported[3]] {
        let regions = page.regions.sorted { ($0.order ?? 0) < ($1.order ?? 0) }
        let wanted = Self.pages[0].regions.dropLast()
        try #require(regions.count == wanted.count)
        #expect(regions.map(\.classIndex) == wanted.map(\.classIndex))
        #expect(regions.map(\.className) == ["title", "text", "table", "text"])
        #expect(regions.map(\.score) == [0.875, 0.5, nil, nil])
        #expect(regions.map(\.parent) == [nil, nil, nil, regions[2].id])
        for (region, wanted) in zip(regions, wanted) {
          for edge in BoxCoordinate.allCases {
            #expect(abs(region.box[edge] - wanted.box[edge]) <= precision)
          }
        }
      }
    }
  }

  @Test("is the same bytes every time", arguments: [CorrectionFormat.labelStudio, .coco])
  func determinism(format: CorrectionFormat) async throws {
    try await Fixture.withTemporaryFolder { folder in
      let files = ["1", "2"].map { folder.appending(path: $0) }
      for file in files { try Self.exporter(format, file).export(Self.pages) }
      #expect(try Data(contentsOf: files[0]) == Data(contentsOf: files[1]))
    }
  }

  @Test("brings text back from PAGE-XML") func text() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let output = folder.appending(path: "export")
      try PageXMLExporter(taxonomy: .publaynet, output: output).export([exportedPage()])
      let page = try #require(
        try CorrectionReader(format: .pageXML, taxonomy: .publaynet, takesPredictions: true)
          .pages(in: output).first)
      #expect(page.regions.first { $0.id == "r7" }?.text == "Méthode <&\"']]>")
    }
  }

  @Test("scales boxes to the page") func scaling() {
    let page = ImportedPage(
      name: "a", width: 500, height: 700,
      regions: [
        ImportedRegion(
          box: Box(x1: 10, y1: 20, x2: 30, y2: 40), className: "text", classIndex: 0, id: "1")
      ])
    let scaled = page.scaled(to: exportedPage().page)
    #expect(scaled.regions.map(\.box) == [Box(x1: 20, y1: 40, x2: 60, y2: 80)])
    #expect(scaled.width == 1000 && scaled.height == 1400)
  }

  private static func exporter(
    _ format: CorrectionFormat, _ output: URL
  ) throws -> any PageExporter {
    switch format {
    case .coco: try COCOExporter(taxonomy: .publaynet, options: COCOOptions(), output: output)
    case .labelStudio: try LabelStudioExporter(taxonomy: .publaynet, output: output)
    case .pageXML: try PageXMLExporter(taxonomy: .publaynet, output: output)
    case .yolo: try YOLOExporter(taxonomy: .publaynet, output: output)
    }
  }
}
