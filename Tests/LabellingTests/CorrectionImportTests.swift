import Foundation
import GalleyTesting
import Interchange
import LabelStore
import Layout
import Testing

@Suite("Importing what people left in another program")
struct CorrectionImportTests {
  private static let shape =
    #"{"id": "r1", "type": "rectanglelabels", "to_name": "image", "original_width": 600, "#
    + #""original_height": 800, "value": {"x": 10, "y": 10, "width": 50, "height": 20, "#
    + #""rectanglelabels": ["Text"]}}"#

  private func task(_ image: String, _ rest: String) -> String {
    #"[{"id": 1, "data": {"image": "\#(image)"}, \#(rest)}]"#
  }

  private func coco(_ name: String, _ width: Int = 600, _ height: Int = 800) -> String {
    let category = #"{"id": 1, "name": "Text"}"#
    let image = #"{"id": 1, "file_name": "\#(name)", "width": \#(width), "height": \#(height)}"#
    let box = #"{"id": 1, "image_id": 1, "category_id": 1, "bbox": [40, 90, 300, 140]}"#
    return #"{"images": [\#(image)], "categories": [\#(category)], "annotations": [\#(box)]}"#
  }

  @Test(
    "says nothing of a page where nobody left a valid annotation",
    arguments: [
      (#""annotations": [{"was_cancelled": true, "result": []}], "predictions": []"#, 1, 0),
      (#""annotations": [{"was_cancelled": true, "result": [\#(shape)]}]"#, 1, 0),
      (#""completions": [{"skipped": true, "result": [\#(shape)]}]"#, 1, 0),
      (#""annotations": [], "predictions": []"#, 1, 0), (#""annotations": null"#, 1, 0),
      (#""predictions": []"#, 1, 0), (#""annotations": [{"id": 3}]"#, 1, 0),
      (#""annotations": [{"result": null}]"#, 1, 0),
      (#""annotations": [], "drafts": [{"result": [\#(shape)]}]"#, 1, 0),
      (#""annotations": [{"draft": true, "result": [\#(shape)]}]"#, 1, 0),
      (#""annotations": [], "predictions": [{"result": [\#(shape)]}]"#, 0, 1),
      // What is wrong with what does not count is not told.
      (
        #""annotations": [], "predictions": [{"result": [{"type": "brushlabels", "id": 1}]}]"#, 0, 1
      ),
      (#""annotations": [{"was_cancelled": true, "result": [{"id": []}]}]"#, 1, 0),
    ])
  func undecided(rest: String, silent: Int, predicted: Int) async throws {
    try await ImportTrial.with([("plain.png", 600, 800)]) { trial in
      let outcome = try await trial.take(task("/data/x/plain.png", rest), .labelStudio)
      #expect(outcome.pages == 0 && outcome.decisions == 0)
      #expect(outcome.silentPages == silent && outcome.predictedPages == predicted)
      #expect(try await !trial.isDone("plain.png"))
      #expect(try await trial.store.corrections(of: PageKey(path: "plain.png", number: 1)).isEmpty)
    }
  }

  @Test func `takes predictions for those who ask, but not of tasks that were skipped`()
    async throws
  {
    let predicted = #""predictions": [{"result": [\#(Self.shape)]}]"#
    try await ImportTrial.with([("a.png", 600, 800)]) { trial in
      let skipped = #""annotations": [{"was_cancelled": true, "result": []}], "# + predicted
      let none = try await trial.take(
        task("a.png", skipped), .labelStudio, takesPredictions: true)
      #expect(none.pages == 0 && none.predictedPages == 1)
      let some = try await trial.take(
        task("a.png", predicted), .labelStudio, takesPredictions: true)
      #expect(some.pages == 1)
      #expect(try await trial.accepted("a.png").count == 1)
    }
  }

  @Test func `takes an empty answer that was sent for a page that holds nothing`() async throws {
    try await ImportTrial.with([("a.png", 600, 800)]) { trial in
      let outcome = try await trial.take(
        task("a.png", #""annotations": [{"was_cancelled": false, "result": []}]"#), .labelStudio)
      #expect(outcome.pages == 1 && outcome.decisions == 2)
      #expect(try await trial.isDone("a.png"))
    }
  }

  @Test func `takes no prediction of its own export for a decision`() async throws {
    try await ImportTrial.with([("a.png", 600, 800)]) { trial in
      let labels = try #require(
        try await trial.store.labels(of: PageKey(path: "a.png", number: 1)))
      let file = trial.folder.appending(path: "tasks.json")
      let exporter = try LabelStudioExporter(taxonomy: .doclaynet, output: file)
      try exporter.append(ExportedPage(labels.labelledPage))
      try exporter.finish()
      let outcome = try await trial.take([file], .labelStudio)
      #expect(outcome.decisions == 0 && outcome.predictedPages == 1)
    }
  }

  @Test(
    "refuses an image of another shape, with both sizes, and takes one of another scale",
    arguments: [
      (1040, 800, "1040 x 800"), (800, 800, "800 x 800"), (800, 1100, "800 x 1100"),
      (800, 1040, nil), (400, 520, nil), (1600, 2080, nil), (347, 451, nil), (1201, 1559, nil),
    ])
  func shapes(width: Int, height: Int, told: String?) async throws {
    try await ImportTrial.with([("exif6.jpg", 800, 1040)]) { trial in
      let message = try await trial.refusal(coco("exif6.jpg", width, height), .coco)
      #expect(message.isEmpty == (told == nil), "\(message)")
      if let told {
        for part in ["images[0]", told, "800 x 1040", "another shape"] {
          #expect(message.contains(part), "\(message)")
        }
        #expect(message.contains("on its side") == (width > height))
        #expect(try await !trial.isDone("exif6.jpg"))
      }
    }
  }

  @Test func `tells which pages an ambiguous name may mean`() async throws {
    try await ImportTrial.with([("a/page.png", 600, 800), ("b/page.png", 600, 800)]) { trial in
      let message = try await trial.refusal(coco("page.png"), .coco)
      for part in ["images[0]", "'page.png' is ambiguous", "'a/page.png', 'b/page.png'", "folder"] {
        #expect(message.contains(part), "\(message)")
      }
      #expect(try await trial.take(coco("x/b/page.png"), .coco).pages == 1)
      #expect(try await trial.accepted("b/page.png").count == 1)
    }
  }

  @Test func `tells names of the file beside names of the project where none fits`() async throws {
    try await ImportTrial.with([("a/page1.png", 600, 800), ("book.pdf#page=2", 600, 800)]) {
      trial in
      let message = try await trial.refusal(coco("other.png"), .coco)
      for part in ["names none of the pages", "'other.png'", "'a/page1.png'", "'book.pdf#page=2'"] {
        #expect(message.contains(part), "\(message)")
      }
    }
  }

  @Test func `finds pages of documents by their numbers`() async throws {
    let pages = [("book.pdf#page=1", 600, 800), ("book.pdf#page=2", 600, 800), ("s.tif", 600, 800)]
    try await ImportTrial.with(pages) { trial in
      for name in ["x/book.pdf#page=2", "0a1b2c3d-book.pdf%23page=2", "s.tif#page=1"] {
        let outcome = try await trial.take(coco(name), .coco)
        #expect(outcome.pages == 1, "\(name)")
      }
      #expect(try await trial.accepted("book.pdf", 2).count == 1)
      #expect(try await trial.accepted("book.pdf", 1).isEmpty)
      #expect(try await trial.refusal(coco("book.pdf#page=3"), .coco).contains("names none"))
    }
  }

  @Test func `tells two images of one page`() async throws {
    try await ImportTrial.with([("page1.png", 600, 800)]) { trial in
      let answer = #""annotations": [{"result": []}]"#
      let two =
        task("a/page1.png", answer).dropLast() + ","
        + task("0a1b2c3d-page1.png", answer).dropFirst()
      let message = try await trial.refusal(String(two), .labelStudio)
      for part in ["[1]", "'a/page1.png'", "'0a1b2c3d-page1.png'", "leave one of them out"] {
        #expect(message.contains(part), "\(message)")
      }
    }
  }

  @Test func `leaves out and counts what is empty, and pages that the project lacks`() async throws
  {
    try await ImportTrial.with([("page1.png", 600, 800)]) { trial in
      let click =
        Self.shape.replacing(#""width": 50, "height": 20"#, with: #""width": 0, "height": 0"#)
        .replacing("\"r1\"", with: "\"r2\"")
      let answer = #""annotations": [{"result": [\#(Self.shape), \#(click)]}]"#
      let two = task("page1.png", answer).dropLast() + "," + task("b.png", answer).dropFirst()
      let outcome = try await trial.take(String(two), .labelStudio)
      #expect(outcome.remarks.emptyRegions == 1 && outcome.unknownPages == ["b.png"])
      #expect(try await trial.accepted("page1.png").count == 1)
    }
  }

  @Test(
    "leaves out and counts regions that are thinner than a pixel on the page",
    arguments: [
      (CorrectionFormat.coco, 600, 800, 0.5), (.coco, 1200, 1600, 1.5), (.coco, 300, 400, 0.4),
      (.labelStudio, 600, 800, 0.5), (.labelStudio, 1200, 1600, 1.5), (.pageXML, 600, 800, 0.4),
      (.pageXML, 1200, 1600, 1), (.yolo, 1, 1, 0.5),
    ])
  func thin(format: CorrectionFormat, width: Int, height: Int, thickness: Double) async throws {
    // A good region and a thin one, in pixels of the file's own image, or in shares.
    let (across, down) = (Double(width) / 100, Double(height) / 100)
    func box(_ row: Double, _ high: Double) -> [Double] {
      [10 * across, row * down, 50 * across, high]
    }
    let boxes = [
      box(10, 20 * down), box(50, format == .yolo ? thickness / 800 : thickness),
    ]
    try await ImportTrial.with([("page1.png", 600, 800)]) { trial in
      let file: URL
      switch format {
      case .coco:
        let second = #"}, {"id": 2, "image_id": 1, "category_id": 1, "bbox": \#(boxes[1])}"#
        file = try trial.file(
          coco("page1.png", width, height).replacing(
            "[40, 90, 300, 140]}", with: "\(boxes[0])\(second)")
        )
      case .labelStudio:
        let shapes = boxes.enumerated().map {
          Self.shape.replacing("\"r1\"", with: "\"r\($0)\"")
            .replacing("600", with: "\(width)").replacing("800", with: "\(height)")
            .replacing(
              #""y": 10, "width": 50, "height": 20"#,
              with: #""y": \#($1[1] / down), "width": 50, "height": \#($1[3] / down)"#)
        }
        file = try trial.file(
          task("page1.png", #""annotations": [{"result": [\#(shapes.joined(separator: ","))]}]"#))
      case .pageXML:
        let regions = boxes.enumerated().map {
          let (x2, y2) = ($1[0] + $1[2], $1[1] + $1[3])
          return #"<TextRegion id="r\#($0)"><Coords points="\#($1[0]),\#($1[1]) \#(x2),\#(y2)"/>"#
            + "</TextRegion>"
        }
        file = try trial.file(
          #"<PcGts><Page imageFilename="page1.png" imageWidth="\#(width)" "#
            + #"imageHeight="\#(height)">\#(regions.joined())</Page></PcGts>"#)
      case .yolo:
        _ = try trial.file("Text", "set/classes.txt")
        let lines = boxes.map { "0 \($0[0] + $0[2] / 2) \($0[1] + $0[3] / 2) \($0[2]) \($0[3])" }
        let label = try trial.file(lines.joined(separator: "\n"), "set/labels/page1.txt")
        file = label.deletingLastPathComponent().deletingLastPathComponent()
      }
      let outcome = try await trial.take([file], format)
      #expect(outcome.pages == 1 && outcome.remarks.emptyRegions == 1)
      let accepted = try await trial.accepted("page1.png")
      #expect(accepted.count == 1 && abs((accepted.first?.box.height ?? 0) - 160) < 1)
    }
  }

  @Test func `leaves pages alone that have only regions that are left out`() async throws {
    try await ImportTrial.with([("a.png", 600, 800)]) { trial in
      for part in ["300, 140], \"iscrowd\": 1", "300, 0.5]", "0, 140]"] {
        let outcome = try await trial.take(
          coco("a.png").replacing("300, 140]", with: part), .coco)
        #expect(outcome.pages == 0 && outcome.silentPages == 1 && outcome.remarks.leftOut == 1)
        #expect(try await !trial.isDone("a.png"))
      }
    }
  }

  @Test func `tells pages all of whose regions are rejected`() async throws {
    try await ImportTrial.with([("a.png", 600, 800), ("b.png", 600, 800)]) { trial in
      let image = #"{"id": 2, "file_name": "b.png", "width": 600, "height": 800}"#
      let text = coco("a.png").replacing("\"images\": [", with: "\"images\": [\(image), ")
      let outcome = try await trial.take(text, .coco)
      #expect(outcome.emptiedPages == 1)
      #expect(try await trial.isDone("b.png"))
      // There is nothing left to reject.
      #expect(try await trial.take(text, .coco).emptiedPages == 0)
    }
  }

  @Test(
    "refuses YOLO labels beside an image that lies otherwise than the page",
    arguments: [
      (1040, 800, true), (520, 400, true), (800, 1040, false), (640, 640, false), (900, 800, false),
    ])
  func lyingImage(width: Int, height: Int, isRefused: Bool) async throws {
    try await ImportTrial.with([("exif6.jpg", 800, 1040)]) { trial in
      // What a file holds counts, and not its name.
      _ = try trial.file("P5 \(width) \(height) 255\n", "set/images/exif6.jpg")
      _ = try trial.file("Text", "set/classes.txt")
      _ = try trial.file("0 0.2 0.3 0.1 0.4", "set/labels/exif6.txt")
      do {
        let outcome = try await trial.take([trial.folder.appending(path: "set")], .yolo)
        #expect(!isRefused && outcome.pages == 1)
      } catch let error as InterchangeError {
        for part in ["exif6.txt", "\(width) x \(height)", "800 x 1040", "on its side"] {
          #expect(isRefused && error.description.contains(part), "\(error)")
        }
      }
    }
  }

  @Test func `finds YOLO images of another ending where only one page can be meant`() async throws {
    let pages = [("page1.png", 600, 800), ("a/x.png", 600, 800), ("b/x.tif", 600, 800)]
    try await ImportTrial.with(pages) { trial in
      _ = try trial.file("Text", "set/classes.txt")
      for name in ["page1", "x"] {
        _ = try trial.file("", "set/images/\(name).jpg")
        _ = try trial.file("0 0.2 0.3 0.1 0.4", "set/labels/\(name).txt")
      }
      let outcome = try await trial.take([trial.folder.appending(path: "set")], .yolo)
      #expect(outcome.pages == 1 && outcome.unknownPages == ["images/x.jpg"])
      #expect(try await trial.accepted("page1.png").count == 1)
    }
  }

  @Test func `tells all that is wrong with all files at once, and takes none of them`() async throws
  {
    try await ImportTrial.with([("a.png", 600, 800), ("b.png", 600, 800), ("c.png", 600, 800)]) {
      trial in
      let files = try [
        trial.file(coco("a.png"), "good.json"), trial.file("{", "broken.json"),
        trial.file(coco("b.png").replacing("\"Text\"", with: "\"Unicorn\""), "class.json"),
        trial.file(coco("c.png", 900, 800), "shape.json"),
      ]
      do {
        _ = try await trial.take(files, .coco)
        Issue.record("it was taken")
      } catch let error as InterchangeError {
        #expect(error.lines.count == 3)
        for part in ["broken.json: line 1", "class.json: annotations[0]", "shape.json: images[0]"] {
          #expect(error.description.contains(part), "\(error)")
        }
      }
      #expect(try await !trial.isDone("a.png"))
    }
  }

  @Test func `brings YOLO labels onto the pages that were exported`() async throws {
    let names = ["scans/a/page two.png", "scans/b/page two.png", "c.png"]
    try await ImportTrial.with([]) { trial in
      var pages: [ExportedPage] = []
      for name in names {
        let path = try trial.file("", name).path
        let labels = try #require(try await trial.saved(path, 600, 800))
        pages.append(ExportedPage(labels.labelledPage))
      }
      let output = trial.folder.appending(path: "yolo")
      let exporter = try YOLOExporter(taxonomy: .doclaynet, output: output)
      for page in pages { try exporter.append(page) }
      try exporter.finish()
      let outcome = try await trial.take([output], .yolo)
      #expect(outcome.pages == 3 && outcome.decisions == 6)
      for page in pages {
        let boxes = try await trial.accepted(page.page.file).map(\.box).sorted { $0.y1 < $1.y1 }
        #expect(boxes.count == 2)
        for (box, region) in zip(boxes, page.regions) {
          #expect(BoxCoordinate.allCases.allSatisfy { abs(box[$0] - region.box[$0]) < 0.002 })
        }
      }
    }
  }
}
