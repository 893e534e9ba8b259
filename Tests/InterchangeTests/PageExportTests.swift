import Foundation
import GalleyTesting
import Interchange
import Layout
import Testing

@Suite("An export of pages")
struct PageExportTests {
  @Test func `as YOLO has shares of the page, names and links to images`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let images = ["a/x.png", "b/x.png"].map { folder.appending(path: $0) }
      for image in images {
        try FileManager.default.createDirectory(
          at: image.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data().write(to: image)
      }
      let output = folder.appending(path: "yolo")
      let exporter = try YOLOExporter(taxonomy: .publaynet, output: output)
      try exporter.export(
        images.map { exportedPage($0.path) } + [exportedPage("b.pdf"), exportedPage("gone.png")])
      #expect(
        try text("images.txt", in: output) == "./images/train/x.png\n./images/train/x-2.png\n")
      let lines = try text("labels/train/x-2.txt", in: output).split(separator: "\n")
      #expect(lines.first == "1 0.250375 0.046429 0.400250 0.021429" && lines.count == 4)
      let data = try text("data.yaml", in: output)
      #expect(data.contains("train: images.txt\nval: images.txt\nnames:\n  0: \"text\"\n"))
      let link = output.appending(path: "images/train/x-2.png").path
      #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == images[1].path)
      #expect(exporter.pageCount == 2 && exporter.regionCount == 8)
      for loss in [
        "1 pages left out: pages of a PDF", "1 pages left out: their image", "2 regions left out",
        "2 regions: variances", "4 regions: scores", "2 regions: which region", "8 regions: their",
        "10 words",
      ] { #expect(exporter.losses.contains { $0.hasPrefix(loss) }, "\(exporter.losses)") }
    }
  }

  @Test func `as YOLO takes files for what they hold, not for their names`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let files: [(name: String, format: FileFormat, link: String?)] = [
        ("pdf.jpg", .pdf, nil), ("jpeg.pdf", .jpeg, "jpeg.jpg"), ("scan", .tiff, "scan.tif"),
        ("photo.JPEG", .jpeg, "photo.JPEG"), ("picture.png", .gif, nil),
      ]
      let pages = try files.map { file in
        let path = folder.appending(path: file.name)
        try Data().write(to: path)
        var page = exportedPage(path.path)
        page.page.format = file.format
        page.page.rotation = file.name == "scan" ? 90 : 0
        return page
      }
      let output = folder.appending(path: "yolo")
      let exporter = try YOLOExporter(taxonomy: .publaynet, output: output)
      try exporter.export(pages)
      let links = try text("images.txt", in: output).split(separator: "\n")
      #expect(links == files.compactMap { $0.link.map { "./images/train/\($0)" } })
      for loss in [
        "1 pages left out: pages of a PDF", "1 pages left out: YOLO does not read",
        "1 pages: their image files are turned",
      ] { #expect(exporter.losses.contains { $0.hasPrefix(loss) }, "\(exporter.losses)") }
    }
  }

  @Test func `as PAGE-XML has regions inside one another, lines and words`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let output = folder.appending(path: "page")
      let exporter = try PageXMLExporter(taxonomy: .publaynet, output: output)
      try exporter.export([exportedPage()])
      let xml = try Elements(output.appending(path: "page.xml"))
      #expect(xml.named("Page").first?.attributes["imageFilename"] == "scans/page.jpg")
      let title = xml.all.first { $0.attributes["id"] == "r7" }
      #expect(title?.name == "TextRegion" && title?.attributes["type"] == "heading")
      #expect(
        title?.attributes["custom"]
          == "galley {class: title; variance: 1.000 4.000 9.000 16.000;}")
      let coordinates = xml.all.first { $0.name == "Coords" && $0.parent == "r7" }
      #expect(coordinates?.attributes["points"] == "50,50 451,50 451,80 50,80")
      #expect(coordinates?.attributes["conf"] == "0.8750")
      #expect(xml.all.first { $0.attributes["id"] == "r4" }?.parent == "r3")
      #expect(
        xml.named("RegionRefIndexed").map { $0.attributes["regionRef"] }
          == ["r7", "r2", "r3", "r4"])
      #expect(xml.named("Unicode").map(\.text).contains("<&\"']]>"))
      #expect(
        exporter.losses == [
          "1 regions left out: no area on the page",
          "1 regions: parts of pixels, rounded to the nearest", "1 words left out: in no region",
        ])
    }
  }

  @Test func `as ALTO has blocks with tags, strings and confidences`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let output = folder.appending(path: "alto")
      let exporter = try ALTOExporter(taxonomy: .publaynet, output: output)
      try exporter.export([exportedPage(isHuman: true)])
      let xml = try Elements(output.appending(path: "page.xml"))
      #expect(
        xml.named("LayoutTag").map { $0.attributes["LABEL"] }
          == ["text", "title", "list", "table", "figure"])
      let title = xml.named("TextBlock").first
      #expect(title?.attributes["ID"] == "r7" && title?.attributes["TAGREFS"] == "class1")
      #expect(title?.attributes["HPOS"] == "50.25" && title?.attributes["WIDTH"] == "400.25")
      let table = xml.named("ComposedBlock").first
      #expect(table?.attributes["ID"] == "r3" && table?.attributes["TYPE"] == "table")
      #expect(xml.named("TextBlock").map { $0.parent }.suffix(2) == ["r3", "PrintSpace"])
      let strings = xml.named("String").map { $0.attributes["CONTENT"] }
      #expect(strings == ["Méthode", "<&\"']]>", "text", "cell", "loose"])
      #expect(xml.named("String").first?.attributes["WC"] == "0.9600")
      #expect(xml.all.first { $0.attributes["ID"] == "r2" }?.attributes["CS"] == "true")
      #expect(exporter.losses.count == 3)
    }
  }

  @Test func `as hOCR has areas, lines and words of every page in one file`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let output = folder.appending(path: "all.hocr")
      try HOCRExporter(taxonomy: .publaynet, output: output)
        .export([exportedPage("a;\"x\".png"), exportedPage("b.pdf", number: 2)])
      let xml = try Elements(output)
      let pages = xml.all.filter { $0.attributes["class"] == "ocr_page" }
      #expect(
        pages.map { $0.attributes["title"] } == [
          "image \"a%3B%22x%22.png\"; bbox 0 0 1000 1400; ppageno 0; scan_res 150 150",
          "image \"b.pdf#page=2\"; bbox 0 0 1000 1400; ppageno 1; scan_res 150 150",
        ])
      let title = xml.all.first { $0.attributes["id"] == "region_1_7" }
      #expect(title?.attributes["class"] == "ocr_carea")
      #expect(title?.attributes["title"] == "bbox 50 50 451 80; x_galley_score 0.8750")
      #expect(title?.attributes["data-label"] == "title")
      #expect(xml.all.first { $0.attributes["id"] == "region_2_4" }?.parent == "region_2_3")
      let words = xml.all.filter { $0.attributes["class"] == "ocrx_word" }
      #expect(words.count == 10 && words[1].text == "<&\"']]>")
      #expect(words[0].attributes["title"] == "bbox 60 52 150 72; x_wconf 96")
    }
  }

  @Test func `as Label Studio predicts, and annotates what a person touched`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let output = folder.appending(path: "tasks.json")
      let exporter = try LabelStudioExporter(
        taxonomy: .publaynet, imagePrefix: "/data/local-files/?d=", output: output)
      try exporter.export([exportedPage("a.png"), exportedPage("b.png", isHuman: true)])
      let tasks = try JSONSerialization.jsonObject(with: Data(contentsOf: output))
      let list = try #require(tasks as? [[String: Any]])
      #expect(
        (list[0]["data"] as? [String: Any])?["image"] as? String
          == "/data/local-files/?d=a.png")
      #expect((list[0]["predictions"] as? [Any])?.count == 1)
      #expect((list[0]["annotations"] as? [Any])?.isEmpty == true)
      let annotation = (list[1]["annotations"] as? [[String: Any]])?.first
      let results = try #require(annotation?["result"] as? [[String: Any]])
      #expect(results.map { $0["id"] as? String } == ["p2-r7", "p2-r2", "p2-r3", "p2-r4"])
      #expect(
        results.map { $0["origin"] as? String }
          == ["prediction", "manual", "prediction", "prediction"])
      #expect(results[3]["parentID"] as? String == "p2-r3")
      let value = try #require(results[0]["value"] as? [String: Any])
      #expect(value["x"] as? Double == 5.025 && value["width"] as? Double == 40.025)
      #expect(LabelStudioConfiguration.text(for: .publaynet).contains("<Label value=\"title\""))
    }
  }

  @Test func `gives pages safe names of their own`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let output = folder.appending(path: "page")
      let names = [
        "a/x.png", "b/x.png", "X.PNG", "x-2.png", "../../etc/passwd", "/abs/..", "...",
        "a b:c?.jpg",
        String(repeating: "ü", count: 300) + ".png",
      ]
      try PageXMLExporter(taxonomy: .publaynet, output: output)
        .export(names.map { exportedPage($0) } + [exportedPage("x.pdf", number: 2)])
      let files = try FileManager.default.contentsOfDirectory(atPath: output.path).sorted()
      #expect(
        files.filter { !$0.contains("ü") }
          == [
            ".galley-export", "X-3.xml", "a-b-c.xml", "page-2.xml", "page.xml", "passwd.xml",
            "x-2-2.xml", "x-2.xml", "x-p2.xml", "x.xml",
          ].sorted(), "\(files)")
      #expect(files.count == 11 && files.allSatisfy { $0.utf8.count < 200 })
    }
  }

  @Test func `replaces a former export, and no other folder`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let output = folder.appending(path: "alto")
      for name in ["a.png", "b.png"] {
        try ALTOExporter(taxonomy: .publaynet, output: output).export([exportedPage(name)])
      }
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: output.path).sorted()
          == [".galley-export", "b.xml"])
      do { _ = try ALTOExporter(taxonomy: .publaynet, output: output) }
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["alto"])
      try FileManager.default.removeItem(at: output.appending(path: ".galley-export"))
      let error = #expect(throws: InterchangeError.self) {
        try ALTOExporter(taxonomy: .publaynet, output: output)
      }
      #expect(error?.description.contains("no former export") == true)
      let file = folder.appending(path: "file")
      try Data().write(to: file)
      #expect(throws: InterchangeError.self) {
        try ALTOExporter(taxonomy: .publaynet, output: file)
      }
    }
  }

  @Test func `takes over a labelled page, and the nearest kept region encloses`() {
    var fused = [region(0), region(1, decision: .ignored), region(2, sources: [.human])]
    fused[1].parent = 0
    fused[2].parent = 1
    let exported = ExportedPage(page(fused: fused))
    #expect(exported.regions.map(\.id) == [0, 2] && exported.regions.map(\.order) == [0, 1])
    #expect(exported.regions.map(\.parent) == [nil, 0])
    #expect(exported.regions.map(\.isHuman) == [false, true])
    let teacher = ExportedPage(page(teacher: [estimate(3)]), source: .teacher)
    #expect(teacher.regions.map(\.score) == [0.8])
  }

  @Test func `refuses classes that do not exist, and ids used twice`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      var page = exportedPage()
      page.regions[0].classIndex = 9
      let exporter = try HOCRExporter(taxonomy: .publaynet, output: folder.appending(path: "o"))
      #expect(throws: InterchangeError.self) { try exporter.append(page) }
      page = exportedPage()
      page.regions[0].id = 2
      #expect(throws: InterchangeError.self) { try exporter.append(page) }
      page = exportedPage()
      page.regions[0].box.x1 = .nan
      #expect(throws: InterchangeError.self) { try exporter.append(page) }
    }
  }

  private func text(_ path: String, in folder: URL) throws -> String {
    try String(contentsOf: folder.appending(path: path), encoding: .utf8)
  }
}
