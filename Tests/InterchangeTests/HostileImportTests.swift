import Foundation
import GalleyTesting
import Interchange
import Layout
import Testing

@Suite("An import refuses")
struct HostileImportTests {
  private static let xml = CorrectionExamples.pageXML("2019-07-15")
  private static let task = CorrectionExamples.labelStudio
  private static let coco = CorrectionExamples.coco

  /// Format, file, what is replaced in it, by what, and what the message tells.
  private static let faults: [(CorrectionFormat, String, String, String, [String])] = [
    (.pageXML, xml, "standalone=\"yes\"?>", "?><!DOCTYPE a>", ["line 1", "declares"]),
    (.pageXML, xml, "encoding=\"UTF-8\"", "encoding=\"UTF-7\"", ["line 1", "UTF-7", "UTF-8"]),
    (
      .pageXML, xml, "encoding=\"UTF-8\"",
      String(repeating: " ", count: 900) + "encoding=\"UTF-7\"", ["line 1", "UTF-7", "UTF-8"]
    ), (.pageXML, xml, "id=\"r2c\"", "id=\"r1\"", ["line 20", "'r1' is used twice"]),
    (.pageXML, xml, "GraphicRegion", "AdvertRegion", ["'r3'", "AdvertRegion", "figure"]),
    (.pageXML, xml, "10,10 60,10", "nan,10 60,10", ["'r3'", "'nan'", "finite"]),
    (.pageXML, xml, "10,10 60,10", "1e999,10 60,10", ["'r3'", "finite"]),
    (.pageXML, xml, "10,10 60,10 60,60 10,60", "-9,-9 -1,-1", ["'r3'", "outside"]),
    (.pageXML, xml, "10,10 60,10", "10 60,10", ["'r3'", "is not X,Y"]),
    (.pageXML, xml, "imageWidth=\"2000\"", "imageWidth=\"-20\"", ["Page", "'-20'"]),
    (.pageXML, xml, "index=\"1\"", "index=\"one\"", ["RegionRefIndexed", "'one'"]),
    (.pageXML, xml, "</pc:Page>", "", ["line 2", "is not XML"]),
    (.pageXML, "<html/>", "html", "mets", ["line 1", "not PAGE-XML", "mets"]),
    (.labelStudio, task, "\"Table\"", "\"Chair\"", ["[0].annotations", "'Chair'", "figure"]),
    (.labelStudio, task, "\"turned\", \"from", "\"Ab3_x-9\", \"from", ["result[1]", "twice"]),
    (.labelStudio, task, "\"x\": 50", "\"x\": NaN", ["result[1]", "x is not finite"]),
    (.labelStudio, task, "\"x\": 50", "\"x\": 1e400", ["result[1]", "x is not finite"]),
    (.labelStudio, task, "\"x\": 50", "\"x\": \"50\"", ["result[1]", "not a number"]),
    (.labelStudio, task, "\"width\": 30", "\"width\": -30", ["result[0]", "-30.0 % wide"]),
    (.labelStudio, task, "\"polygonlabels\",", "\"brushlabels\",", ["result[2]", "brushlabels"]),
    (.labelStudio, task, "\"Figure\"", "\"Figure\", \"text\"", ["result[2]", "2 labels"]),
    (.labelStudio, task, "\"original_width\": 200", "\"width\": 200", ["original_width"]),
    (.labelStudio, task, "\"image\": \"", "\"image\": [], \"x\": [\"", ["line"]),
    (.labelStudio, task, "[{\"id\": 12", "{\"id\": 12", ["list of tasks"]),
    (.coco, coco, "\"id\": 2,", "\"id\": 1,", ["annotations[1]", "id 1 is used twice"]),
    (.coco, coco, "\"name\": \"Table\"", "\"name\": \"Chair\"", ["annotations[1]", "'Chair'"]),
    (
      .coco, coco, "\"image_id\": 7, \"category_id\": 0", "\"image_id\": 8, \"category_id\": 0",
      ["annotations[1]", "no image with the id 8"]
    ),
    (.coco, coco, "[600, 400, 100, 100]", "[600, 400, -100, 100]", ["annotations[1]", "-100.0"]),
    (.coco, coco, "[600, 400, 100, 100]", "[600, NaN, 1, 1]", ["annotations[1]", "not finite"]),
    (.coco, coco, "[600, 400, 100, 100]", "[900, 400, 1, 1]", ["annotations[1]", "outside"]),
    (.coco, coco, "[600, 400, 100, 100]", "[0.2, 0.4, 0.5, 0.25]", ["annotations[1]", "shares"]),
    (.coco, coco, "[600, 400, 100, 100]", "[1, 2, 3e300, 4]", ["annotations[1]", "outside"]),
    (.coco, coco, "[600, 400, 100, 100]", "[1, 2, 3e300, 4e300]", ["annotations[1]", "outside"]),
    (.coco, coco, "[600, 400, 100, 100]", "[600, 400, 100]", ["annotations[1]", "bbox"]),
    (.coco, coco, "\"id\": 7,", "\"id\": \"7\",", ["images[0]", "its id is a text"]),
    (
      .coco, coco, "\"image_id\": 7", "\"image_id\": 9223372036854775808", ["image_id is too large"]
    ),
    (.coco, coco, "\"id\": 3,", "\"id\": 3.5,", ["categories[1]", "its id is not a whole number"]),
    (.coco, coco, "{\"info\"", "[{\"info\"", ["no COCO data set"]),
    (.coco, coco, "\"width\": 640", "\"width\": 0", ["images[0]", "above 0"]),
    (.coco, coco, "\"annotations\"", "\"labels\"", ["annotations"]),
    (.coco, coco, "\"info\": {}", "\"info\": {", ["line"]),
  ]

  @Test("what is wrong, and says where and why", arguments: faults)
  func fault(
    format: CorrectionFormat, text: String, old: String, new: String, hints: [String]
  ) async throws {
    let changed = text.replacing(old, with: new, maxReplacements: 1)
    let whole = old.hasSuffix("Region") ? text.replacing(old, with: new) : changed
    try #require(whole != text)
    try await expectFault(Data(whole.utf8), format, hints)
  }

  @Test func `all that is wrong at once`() async throws {
    let cases: [(CorrectionFormat, String, [String])] = [
      (
        .coco,
        Self.coco.replacing("[600, 400, 100, 100]", with: "[600, NaN, 1, 1]")
          .replacing("\"name\": \"text\"", with: "\"name\": \"Chair\"")
          .replacing("\"width\": 640", with: "\"width\": 64"),
        ["annotations[1]", "annotations[0]"]
      ),
      (
        .labelStudio,
        Self.task.replacing("\"Table\"", with: "\"Chair\"").replacing(
          "\"x\": 50", with: "\"x\": NaN"
        )
        .replacing("\"polygonlabels\",", with: "\"brushlabels\","),
        ["result[0]", "result[1]", "result[2]"]
      ),
      (
        .pageXML,
        Self.xml.replacing("10,10 60,10", with: "10 60,10").replacing("100,100", with: "nan,1")
          .replacing("index=\"1\"", with: "index=\"one\"").replacing(
            "id=\"r2c\"", with: "id=\"r1\""),
        ["'r3'", "'r1'", "'one'", "used twice"]
      ),
    ]
    for (format, text, hints) in cases { try await expectFault(Data(text.utf8), format, hints) }
    let annotation = #"{"id": 1, "image_id": 9, "category_id": 3, "bbox": [0, 0, 5, 5]}"#
    let many = Self.coco.replacing(
      "\"annotations\": [",
      with: "\"annotations\": [\(String(repeating: annotation + ",", count: 100_000))"
    )
    try await Fixture.withTemporaryFolder { folder in
      let file = folder.appending(path: "many.json")
      try Data(many.utf8).write(to: file)
      let error = #expect(throws: InterchangeError.self) {
        try CorrectionReader(format: .coco, taxonomy: .publaynet).pages(in: file)
      }
      #expect(error?.lines.count == 31)
      #expect(error?.lines.last == "99971 more faults are not shown: mend these first")
    }
  }

  @Test func `groups of a reading order that are no groups`() async throws {
    for (old, new) in [
      ("</pc:OrderedGroup>", "</pc:OrderedGroup><pc:OrderedGroupX/>"),
      ("index=\"2\"", "index=\"two\""),
    ] {
      let text = Self.xml.replacing(old, with: new)
      try #require(text != Self.xml)
      try await expectFault(Data(text.replacing("10,10 60,10", with: "x").utf8), .pageXML, ["'r3'"])
    }
  }

  @Test(.timeLimit(.minutes(1))) func `entity bombs before they unfold`() async throws {
    var bomb = "<?xml version=\"1.0\"?>\n<!DOCTYPE PcGts [<!ENTITY a \"ha\">"
    for level in 1..<20 {
      let name = Character(UnicodeScalar(UInt8(97 + level)))
      let before = Character(UnicodeScalar(UInt8(96 + level)))
      bomb += "<!ENTITY \(name) \"" + String(repeating: "&\(before);", count: 10) + "\">"
    }
    bomb += "]><PcGts><Page imageFilename=\"&t;\" imageWidth=\"9\" imageHeight=\"9\"/></PcGts>"
    // Unfolded it would be 10^19 characters.
    try await expectFault(Data(bomb.utf8), .pageXML, ["line 2", "declares"])
  }

  @Test func `files that other files are read through`() async throws {
    try await expectFault(
      Data("<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><PcGts>&x;</PcGts>".utf8),
      .pageXML, ["declares"])
  }

  @Test(
    "other encodings, in which declarations could hide",
    arguments: [
      String.Encoding.utf16, .utf16LittleEndian, .utf32BigEndian,
    ])
  func encodings(encoding: String.Encoding) async throws {
    let bytes = try #require("<!DOCTYPE a><PcGts/>".data(using: encoding))
    try await expectFault(bytes, .pageXML, ["UTF-8"])
  }

  @Test func `bytes that are not UTF-8, in names and elsewhere`() async throws {
    for (old, new) in [("pc:GraphicRegion", "pc:Gr\u{1}aphicRegion"), ("A &amp; B", "A\u{1}")] {
      let bytes = Data(Self.xml.replacing(old, with: new).utf8).map { $0 == 1 ? 0xFC : $0 }
      try await expectFault(Data(bytes), .pageXML, ["line", "not UTF-8"])
    }
  }

  @Test func `a hundred megabytes of one attribute`() async throws {
    let value = String(repeating: "x", count: 100 << 20)
    try await expectFault(
      Data("<PcGts><Page imageFilename=\"\(value)\"/></PcGts>".utf8), .pageXML, ["64 MiB"])
    let smaller = value.prefix(8 << 20)
    try await expectFault(
      Data("<PcGts><Page imageFilename=\"\(smaller)\"/></PcGts>".utf8), .pageXML, ["longer than"])
    try await expectFault(
      Data("[{\"data\": {\"image\": \"\(smaller)\"}}]".utf8), .labelStudio, ["longer than"])
  }

  @Test func `nesting without end`() async throws {
    let deep = String(repeating: "[", count: 100_000)
    try await expectFault(Data("{\"x\": \(deep)".utf8), .coco, ["nested too deep"])
    try await expectFault(Data("[{\"x\": \(deep)".utf8), .labelStudio, ["nested too deep"])
    let elements = String(repeating: "<TextRegion>", count: 100_000)
    try await expectFault(Data("<PcGts>\(elements)".utf8), .pageXML, ["line 1"])
  }

  @Test func `more than a page may hold, a page that comes twice, and no file`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let file = folder.appending(path: "coco.json")
      try Data(Self.coco.utf8).write(to: file)
      #expect(throws: InterchangeError.self) {
        try CorrectionReader(
          format: .coco, taxonomy: .publaynet, limits: ImportLimits(regionsPerPage: 1)
        ).pages(in: file)
      }
      for name in ["a.xml", "b.xml"] {
        try Data(Self.xml.utf8).write(to: folder.appending(path: name))
      }
      let error = #expect(throws: InterchangeError.self) {
        try CorrectionReader(format: .pageXML, taxonomy: .publaynet).pages(in: folder)
      }
      #expect(
        error?.description.contains("b.xml: Page: the page '00000001.tif' comes twice") == true)
      #expect(throws: InterchangeError.self) {
        try CorrectionReader(format: .pageXML, taxonomy: .publaynet)
          .pages(in: folder.appending(path: "none"))
      }
    }
  }

  @Test func `links in a folder`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      try FileManager.default.createSymbolicLink(
        atPath: folder.appending(path: "a.xml").path, withDestinationPath: "/etc/passwd")
      let error = #expect(throws: InterchangeError.self) {
        try CorrectionReader(format: .pageXML, taxonomy: .publaynet).pages(in: folder)
      }
      #expect(error?.description.contains("a.xml: cannot be read: it is no plain file") == true)
    }
  }

  private func expectFault(
    _ bytes: Data, _ format: CorrectionFormat, _ hints: [String]
  ) async throws {
    try await Fixture.withTemporaryFolder { folder in
      let file = folder.appending(path: "import.file")
      try bytes.write(to: file)
      let error = #expect(throws: InterchangeError.self) {
        try CorrectionReader(format: format, taxonomy: .publaynet).pages(in: file)
      }
      let message = try #require(error).description
      #expect(message.split(separator: "\n").allSatisfy { $0.count < 1000 })
      for hint in ["import.file"] + hints { #expect(message.contains(hint), "\(message)") }
    }
  }
}
