import Foundation
import GalleyTesting
import Interchange
import Layout
import Testing

@Suite("What a machine said of a page")
struct MachineRegionTests {
  private static let pages = [exportedPage("scans/a.jpg"), exportedPage("scans/b.jpg")]

  private static func decided(_ pages: [ExportedPage]) -> [ExportedPage] {
    pages.map { page in
      var page = page
      for index in page.regions.indices {
        (page.regions[index].isHuman, page.regions[index].score) = (true, nil)
      }
      return page
    }
  }

  private func imported(
    _ pages: [ExportedPage], _ format: CorrectionFormat, takesPredictions: Bool = false,
    edit: (String) -> String = { $0 }
  ) async throws -> [ImportedPage] {
    try await Fixture.withTemporaryFolder { folder in
      let output = folder.appending(path: "export")
      if format == .coco {
        try COCOExporter(taxonomy: .publaynet, options: COCOOptions(), output: output).export(pages)
      } else {
        try PageXMLExporter(taxonomy: .publaynet, output: output).export(pages)
      }
      let file = format == .coco ? output : output.appending(path: "a.xml")
      let text = try String(contentsOf: file, encoding: .utf8)
      try edit(text).write(to: file, atomically: true, encoding: .utf8)
      return try CorrectionReader(
        format: format, taxonomy: .publaynet, takesPredictions: takesPredictions
      ).pages(in: output).sorted { $0.name < $1.name }
    }
  }

  @Test(
    "is a prediction when our own export comes back unchanged",
    arguments: [CorrectionFormat.coco, .pageXML])
  func unchanged(format: CorrectionFormat) async throws {
    let pages = try await imported(Self.pages, format)
    #expect(pages.map(\.standing) == [.predicted, .predicted])
    #expect(pages.flatMap(\.regions).isEmpty)
    let asked = try await imported(Self.pages, format, takesPredictions: true)
    #expect(asked.map(\.standing) == [.decided, .decided])
    #expect(asked.map(\.regions.count) == [4, 4])
  }

  @Test(
    "is none of what people decided, as our own export tells it",
    arguments: [CorrectionFormat.coco, .pageXML])
  func human(format: CorrectionFormat) async throws {
    let empty = ExportedPage(page: page("scans/c.jpg").page, regions: [])
    let pages = try await imported(Self.decided(Self.pages) + [empty], format)
    #expect(pages.map(\.standing) == [.decided, .decided, .decided])
    #expect(pages.map(\.regions.count) == [4, 4, 0])
  }

  @Test func `counts as a person's beside what a person added`() async throws {
    // Of COCO the file counts, of PAGE-XML the page.
    let both = [Self.pages[0]] + Self.decided([Self.pages[1]])
    let coco = try await imported(both, .coco)
    #expect(coco.map(\.standing) == [.decided, .decided] && coco.map(\.regions.count) == [4, 4])
    let xml = try await imported(both, .pageXML)
    #expect(xml.map(\.standing) == [.predicted, .decided])
    let drawn = #"<TextRegion id="new"><Coords points="9,900 99,900 99,990"/></TextRegion></Page>"#
    let added = try await imported(Self.pages, .pageXML) { $0.replacing("</Page>", with: drawn) }
    #expect(added.map(\.standing) == [.decided, .predicted] && added[0].regions.count == 5)
    let renamed = try await imported(Self.pages, .pageXML) {
      $0.replacing("type=\"heading\"", with: "type=\"caption\"")
    }
    #expect(renamed.map(\.standing) == [.decided, .predicted])
  }

  @Test(
    "is told by its scores in files of other programs",
    arguments: [
      (#", "score": 0.9"#, #", "score": 1"#, ImportedPage.Standing.predicted),
      (#", "score": 0.9"#, "", .decided), ("", "", .decided),
      (#", "score": null"#, #", "score": null"#, .decided),
      // A crowd is no region.
      (#", "score": 0.9"#, #", "iscrowd": 1"#, .predicted),
      (#", "galley": {"region": 1}"#, #", "galley": {"region": 2}"#, .decided),
      (
        #", "galley": {"provenance": {"source": "human"}}, "score": 1"#, #", "score": 1"#, .decided
      ),
      (
        #", "galley": {"provenance": {"contributions": [{"source": "teacher"}]}}"#,
        #", "galley": {"provenance": {"source": "language_model"}}"#, .predicted
      ),
      (
        #", "galley": {"provenance": {"contributions": [{"source": "teacher"}]}}"#,
        #", "galley": {"provenance": {"contributions": [{"source": "teacher"}, {"source": "human"}]}}"#,
        .decided
      ),
    ])
  func scores(first: String, second: String, standing: ImportedPage.Standing) async throws {
    try await Fixture.withTemporaryFolder { folder in
      let file = folder.appending(path: "coco.json")
      let boxes = [first, second].enumerated().map {
        #"{"id": \#($0), "image_id": 1, "category_id": 1, "bbox": [\#(9 * $0), 1, 30, 40]\#($1)}"#
      }
      try Data(
        (#"{"images": [{"id": 1, "file_name": "a.png", "width": 90, "height": 80}, "#
          + #"{"id": 2, "file_name": "b.png", "width": 90, "height": 80}], "#
          + #""categories": [{"id": 1, "name": "text"}], "#
          + #""annotations": [\#(boxes.joined(separator: ","))]}"#).utf8
      ).write(to: file)
      let pages = try CorrectionReader(format: .coco, taxonomy: .publaynet).pages(in: file)
      #expect(pages.map(\.standing) == [standing, standing])
    }
  }

  @Test(
    "is told by its confidences in PAGE-XML of other programs",
    arguments: [
      (#" conf="0.9""#, #" conf="0.5""#, ImportedPage.Standing.predicted),
      (#" conf="0.9""#, "", .decided), ("", "", .decided),
    ])
  func confidences(first: String, second: String, standing: ImportedPage.Standing) async throws {
    try await Fixture.withTemporaryFolder { folder in
      let file = folder.appending(path: "a.xml")
      let regions = [first, second].enumerated().map {
        #"<TextRegion id="r\#($0)"><Coords points="1,1 9,1 9,9"\#($1)/></TextRegion>"#
      }
      try Data(
        (#"<PcGts><Page imageFilename="a.png" imageWidth="90" imageHeight="80">"#
          + regions.joined() + "</Page></PcGts>").utf8
      ).write(to: file)
      let pages = try CorrectionReader(format: .pageXML, taxonomy: .publaynet).pages(in: file)
      #expect(pages.map(\.standing) == [standing])
    }
  }
}
