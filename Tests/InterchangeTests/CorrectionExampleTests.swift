import Foundation
import GalleyTesting
import Interchange
import Layout
import Testing

@Suite("Corrections of other programs")
struct CorrectionExampleTests {
  @Test func `come in from Label Studio, turned boxes as the boxes around them`() async throws {
    let page = try await read(CorrectionExamples.labelStudio, .labelStudio)
    #expect(page.name == "/data/local-files/?d=scans/page%201.png")
    #expect(page.width == 200 && page.height == 100)
    #expect(page.regions.map(\.id) == ["Ab3_x-9", "turned", "shape"])
    #expect(page.regions.map(\.className) == ["table", "text", "figure"])
    #expect(page.regions.map(\.parent) == [nil, "Ab3_x-9", nil])
    #expect(page.regions.map(\.order) == [0, 1, 2])
    expect(page.regions[0].box, Box(x1: 20, y1: 20.5, x2: 80, y2: 60.5))
    expect(page.regions[1].box, Box(x1: 60, y1: 10, x2: 100, y2: 30))
    expect(page.regions[2].box, Box(x1: 120, y1: 55.5, x2: 140, y2: 90))
  }

  @Test func `come in from Label Studio's template for OCR, with text`() async throws {
    let page = try await read(
      CorrectionExamples.labelStudioOCR, .labelStudio, takesPredictions: true)
    #expect(page.name == "http://localhost/receipt.png")
    #expect(page.regions.map(\.text) == ["Total 12"] && page.regions.map(\.classIndex) == [0])
    expect(page.regions[0].box, Box(x1: 0, y1: 0, x2: 50, y2: 50))
  }

  @Test("come in from PAGE-XML", arguments: ["2013-07-15", "2019-07-15"])
  func pageXML(version: String) async throws {
    let page = try await read(CorrectionExamples.pageXML(version), .pageXML)
    #expect(page.name == "00000001.tif" && page.width == 2000 && page.height == 3000)
    #expect(page.regions.map(\.id) == ["r1", "r2", "r2c", "r3"])
    #expect(page.regions.map(\.className) == ["title", "table", "text", "figure"])
    #expect(page.regions.map(\.order) == [1, 2, nil, 0])
    #expect(page.regions.map(\.parent) == [nil, nil, "r2", nil])
    #expect(page.regions[0].text == "A & B")
    expect(page.regions[0].box, Box(x1: 100, y1: 100, x2: 900, y2: 200))
    expect(page.regions[2].box, Box(x1: 120, y1: 410, x2: 300, y2: 440))
  }

  @Test func `come in from PAGE-XML with points as elements`() async throws {
    let page = try await read(
      """
      <PcGts><Page imageFilename="a.png" imageWidth="90" imageHeight="80"><TextRegion id="a">
      <Coords><Point x="1" y="2"/><Point x="30" y="2"/><Point x="30" y="40"/></Coords>
      </TextRegion></Page></PcGts>
      """, .pageXML)
    #expect(page.regions.map(\.box) == [Box(x1: 1, y1: 2, x2: 30, y2: 40)])
  }

  @Test func `come in from COCO, cut at the edges of the image`() async throws {
    let page = try await read(CorrectionExamples.coco, .coco)
    #expect(page.name == "a/b.png" && page.width == 640 && page.height == 480)
    #expect(page.regions.map(\.className) == ["text", "table"])
    #expect(page.regions.map(\.score) == [nil, 0.25])
    expect(page.regions[0].box, Box(x1: 10.5, y1: 20, x2: 40.5, y2: 60))
    expect(page.regions[1].box, Box(x1: 600, y1: 400, x2: 640, y2: 480))
  }

  @Test(
    "come in from PAGE-XML with types in custom, as Transkribus and eScriptorium write them",
    arguments: [
      ("custom=\"readingOrder {index:0;} structure {type:heading;}\"", "Section-header"),
      ("custom=\"structure {id:a1; type:caption;}\"", "Caption"),
      ("custom=\"structure{ type: page-number }\"", "Page-footer"),
      ("custom=\"structure {type:Footnote;}\" type=\"other\"", "Footnote"),
      // The element's own type comes first.
      ("custom=\"structure {type:heading;}\" type=\"footnote\"", "Footnote"),
      // Types of one's own that the taxonomy names.
      ("custom=\"structure {type:List\\u0020item;}\"", "List-item"),
      ("custom=\"structure {type:footnote_continued;}\"", "Footnote"),
      ("type=\"Page_Number\"", "Page-footer"),
      // Zones of SegmOnto, as eScriptorium has them.
      ("custom=\"structure {type:MainZone:column#1;}\"", "Text"),
      ("custom=\"structure {type:TableZone;}\"", "Table"),
      ("custom=\"structure {type:FigureZone;}\"", "Picture"),
      ("custom=\"structure {type:GraphicZone:ornamentation;}\"", "Picture"),
      ("custom=\"structure {type:RunningTitleZone;}\"", "Page-header"),
      ("custom=\"structure {type:NumberingZone;}\"", "Page-footer"),
      ("custom=\"structure {type:TitlePageZone;}\"", "Title"),
      ("custom=\"structure {type:MarginTextZone;}\"", "Text"),
      ("custom=\"structure {type:marginalia;}\"", "Text"), ("custom=\"structure {\"", "Text"),
      ("", "Text"),
    ])
  func customTypes(attributes: String, className: String) async throws {
    let page = try await read(
      """
      <PcGts><Page imageFilename="a.png" imageWidth="90" imageHeight="80">
      <TextRegion id="a" \(attributes)><Coords points="1,2 30,2 30,40"/></TextRegion>
      </Page></PcGts>
      """, .pageXML, taxonomy: .doclaynet)
    #expect(page.regions.map(\.className) == [className])
  }

  @Test func `come in from PAGE-XML with types that nobody knows, which are named`() async throws {
    let types = ["StampZone", "verse", "verse", "marginalia", "List-item", "other", ""]
    let regions = types.enumerated().map {
      "<TextRegion id=\"r\($0)\" type=\"\($1)\"><Coords points=\"1,2 30,2 30,40\"/></TextRegion>"
    }
    let page = try await read(
      "<PcGts><Page imageFilename=\"a.png\" imageWidth=\"90\" imageHeight=\"80\">"
        + regions.joined() + "</Page></PcGts>", .pageXML, taxonomy: .doclaynet)
    #expect(page.remarks.unknownTypes == ["StampZone": 1, "verse": 2])
    #expect(page.regions.map(\.className).filter { $0 == "Text" }.count == 6)
    #expect(page.regions[4].className == "List-item")
    // A project may have such a class.
    let own = try Taxonomy(
      name: "own",
      classes: [
        RegionClass(name: "Text", roles: [.text]),
        RegionClass(name: "Stamp zone", roles: [.figure]),
      ])
    let named = try await read(
      "<PcGts><Page imageFilename=\"a.png\" imageWidth=\"90\" imageHeight=\"80\">"
        + regions[0] + "</Page></PcGts>", .pageXML, taxonomy: own)
    #expect(named.regions.map(\.className) == ["Stamp zone"] && named.remarks.unknownTypes.isEmpty)
  }

  @Test func `come in from COCO without crowds, which are counted`() async throws {
    for crowd in ["1", "true", "1.0"] {
      let page = try await read(
        CorrectionExamples.coco.replacing("\"iscrowd\": 0", with: "\"iscrowd\": \(crowd)"), .coco,
        takesPredictions: true)
      #expect(page.regions.map(\.id) == ["2"] && page.remarks.crowds == 1)
    }
  }

  @Test(
    "come in from COCO with images of unknown size, where nothing lies on them",
    arguments: ["\"width\": null, \"height\": null", "\"height\": 9", "\"license\": 1"])
  func unknownSize(size: String) async throws {
    let image = #"{"id": 8, "file_name": "b.png", \#(size)}"#
    let text = CorrectionExamples.coco.replacing(
      "\"images\": [", with: "\"images\": [\(image), ")
    try await Fixture.withTemporaryFolder { folder in
      let file = folder.appending(path: "coco.json")
      try Data(text.utf8).write(to: file)
      let reader = CorrectionReader(format: .coco, taxonomy: .publaynet)
      let pages = try reader.pages(in: file)
      #expect(pages.map(\.name) == ["b.png", "a/b.png"] && pages[0].regions.isEmpty)
      #expect(pages[0].hasShape(of: page("b.png").page))
      try Data(text.replacing("\"image_id\": 7", with: "\"image_id\": 8").utf8).write(to: file)
      let error = #expect(throws: InterchangeError.self) { try reader.pages(in: file) }
      #expect(error?.lines.count == 2)
      #expect(error?.description.contains("annotations[0]: its image has no width") == true)
    }
  }

  @Test func `come in from COCO with ids of 64 bits`() async throws {
    for id in ["1234567890", "9223372036854775807", "1234567890123456789"] {
      let page = try await read(
        CorrectionExamples.coco.replacing("\"id\": 7,", with: "\"id\": \(id),")
          .replacing("\"image_id\": 7", with: "\"image_id\": \(id)")
          .replacing("\"id\": 1,", with: "\"id\": \(id),"), .coco)
      #expect(page.regions.map(\.id) == [id, "2"])
    }
  }

  @Test(
    "come in without regions that have no area on the page, which are counted",
    arguments: [
      (
        .pageXML, CorrectionExamples.pageXML("2019-07-15"), "points=\"10,10 60,10 60,60 10,60\"", ""
      ),
      (.pageXML, CorrectionExamples.pageXML("2019-07-15"), "10,10 60,10 60,60 10,60", ""),
      (
        .pageXML, CorrectionExamples.pageXML("2019-07-15"), "10,10 60,10 60,60 10,60", "10,10 60,10"
      ),
      (.pageXML, CorrectionExamples.pageXML("2019-07-15"), "10,10 60,10 60,60 10,60", "9,9 10,10"),
      (
        .pageXML, CorrectionExamples.pageXML("2019-07-15"),
        "<pc:Coords points=\"10,10 60,10 60,60 10,60\"/>",
        "<pc:TextLine><pc:Coords points=\"10,10 60,10 60,60\"/></pc:TextLine>"
      ),
      (
        .labelStudio, CorrectionExamples.labelStudio, "\"height\": 40, \"rotation\": 0",
        "\"height\": 0"
      ),
      (
        .labelStudio, CorrectionExamples.labelStudio,
        "\"width\": 30, \"height\": 40, \"rotation\": 0,\n                 \"rectanglelabels\": [\"Table\"]",
        "\"width\": 0.2, \"height\": 0.1"
      ),
      (.labelStudio, CorrectionExamples.labelStudio, "[60, 60], [70, 55.5], [65, 90]", "[60, 60]"),
      (.labelStudio, CorrectionExamples.labelStudio, "[60, 60], [70, 55.5], [65, 90]", ""),
      (.coco, CorrectionExamples.coco, "[600, 400, 100, 100]", "[600, 400, 0, 100]"),
      (.coco, CorrectionExamples.coco, "[600, 400, 100, 100]", "[600, 400, 0.5, 1]"),
      (.coco, CorrectionExamples.coco, "[600, 400, 100, 100]", "[600, 400, 40, 0.9]"),
      (.coco, CorrectionExamples.coco, "[600, 400, 100, 100]", "[639.5, 400, 2, 80]"),
      (
        .pageXML, CorrectionExamples.pageXML("2019-07-15"), "10,10 60,10 60,60 10,60",
        "10,10 60,10.4"
      ),
      (
        .labelStudio, CorrectionExamples.labelStudio, "\"height\": 40, \"rotation\": 0",
        "\"height\": 0.5"
      ),
      (.coco, CorrectionExamples.coco, "[600, 400, 100, 100]", "[]"),
      (.coco, CorrectionExamples.coco, "\"bbox\": [600, 400, 100, 100], ", ""),
    ] as [(CorrectionFormat, String, String, String)])
  func emptyRegions(format: CorrectionFormat, text: String, old: String, new: String) async throws {
    let changed = text.replacing(old, with: new)
    try #require(changed != text)
    func scaled(_ text: String) async throws -> ImportedPage {
      let read = try await read(text, format)
      return read.scaled(
        to: Page(
          file: "", fileHash: "", number: 1, width: read.width, height: read.height, dpi: 72))
    }
    let (whole, page) = (try await scaled(text), try await scaled(changed))
    #expect(whole.remarks.emptyRegions == 0 && page.remarks.emptyRegions == 1)
    #expect(page.regions.count == whole.regions.count - 1)
    let ids = Set(page.regions.map(\.id))
    #expect(page.regions.allSatisfy { $0.parent.map(ids.contains) ?? true })
  }

  @Test func `may change the type of a region of our own PAGE-XML`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let output = folder.appending(path: "export")
      try PageXMLExporter(taxonomy: .doclaynet, output: output).export([
        ExportedPage(
          page: page("a.png").page,
          regions: [
            ExportedRegion(
              id: 0, box: Box(x1: 1, y1: 2, x2: 30, y2: 40), classIndex: 10, order: 0)
          ])
      ])
      let file = output.appending(path: "a.xml")
      let text = try String(contentsOf: file, encoding: .utf8)
      // What nobody changed is the machine's.
      #expect(try names(in: output) == [])
      try text.replacing("type=\"heading\"", with: "type=\"footnote\"")
        .write(to: file, atomically: true, encoding: .utf8)
      #expect(try names(in: output) == ["Footnote"])
    }
  }

  private func names(in folder: URL) throws -> [String] {
    try CorrectionReader(format: .pageXML, taxonomy: .doclaynet).pages(in: folder)
      .flatMap { $0.regions.map(\.className) }
  }

  private func read(
    _ text: String, _ format: CorrectionFormat, taxonomy: Taxonomy = .publaynet,
    takesPredictions: Bool = false
  ) async throws -> ImportedPage {
    try await Fixture.withTemporaryFolder { folder in
      let file = folder.appending(path: "file")
      try Data(text.utf8).write(to: file)
      let pages = try CorrectionReader(
        format: format, taxonomy: taxonomy, takesPredictions: takesPredictions
      ).pages(in: file)
      try #require(pages.count == 1)
      return pages[0]
    }
  }

  private func expect(_ box: Box, _ wanted: Box) {
    for edge in BoxCoordinate.allCases { #expect(abs(box[edge] - wanted[edge]) < 1e-9) }
  }
}
