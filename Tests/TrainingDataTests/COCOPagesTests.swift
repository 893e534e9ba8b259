import Foundation
import GalleyTesting
import Interchange
import Layout
import Testing
import TrainingData

@Suite("Pages of a COCO file")
struct COCOPagesTests {
  private func read(
    _ json: String, images: [String] = ["a_1.png"], taxonomy: Taxonomy = .publaynet,
    classMap: ClassMap = ClassMap()
  ) async throws -> TrainingSet {
    try await Fixture.withTemporaryFolder { folder in
      for name in images { try write(paper(100, 150), name, in: folder) }
      let file = folder.appending(path: "labels.json")
      try json.write(to: file, atomically: true, encoding: .utf8)
      return try COCOPages.read(file, taxonomy: taxonomy, classMap: classMap)
    }
  }

  private func json(
    images: String = #"{"id": 1, "file_name": "a_1.png", "width": 100, "height": 150}"#,
    annotations: String
  ) -> String {
    #"{"images": [\#(images)], "annotations": [\#(annotations)], "#
      + #""categories": [{"id": 3, "name": "Text"}, {"id": 5, "name": "Formula"}]}"#
  }

  @Test func `are read from a real file`() throws {
    let set = try COCOPages.read(
      Fixture.file("pages/publaynet-sample.json"), taxonomy: .publaynet)
    #expect(set.pages.map(\.document) == ["PMC5302692", "PMC4972521"])
    #expect(set.pages.map(\.regions.count).reduce(0, +) == 9)
    #expect(set.skipped.isEmpty && set.degenerateBoxes == 0 && set.leftOutBoxes == 0)
    let region = try #require(set.pages.first?.regions.first)
    #expect(near(region.box, Box(x: 72.66, y: 73.04, width: 472.55, height: 126.8), 1e-9))
    #expect(region.variance == BoxVariance(uniform: 0))
    #expect(region.source == .human && region.confidence == 1 && !region.isIgnored)
  }

  @Test func `lose boxes without an area, elsewhere and of other classes, which are counted`()
    async throws
  {
    let set = try await read(
      json(
        annotations: """
          {"image_id": 1, "category_id": 3, "bbox": [10, 10, 20, 20]},
          {"image_id": 1, "category_id": 3, "bbox": [10, 10, 0, 20]},
          {"image_id": 1, "category_id": 3, "bbox": [200, 10, 20, 20]},
          {"image_id": 1, "category_id": 3, "bbox": [0, 0, 1e300, 1e300]},
          {"image_id": 2, "category_id": 3, "bbox": [10, 10, 20, 20]},
          {"image_id": 1, "category_id": 3, "bbox": [90, 140, 20, 20], "iscrowd": 1},
          {"image_id": 1, "category_id": 5, "bbox": [10, 10, 20, 20]}
          """))
    #expect(set.degenerateBoxes == 1)
    #expect(set.strayBoxes == 3)
    #expect(set.leftOutBoxes == 1)
    let page = try #require(set.pages.first)
    #expect(page.document == "a")
    #expect(page.regions.map(\.isIgnored) == [false, true])
    #expect(page.regions.last?.box == Box(x1: 90, y1: 140, x2: 100, y2: 150))
    #expect(page.classes == [0])
  }

  @Test func `follow a class map`() async throws {
    let text = json(annotations: #"{"image_id": 1, "category_id": 5, "bbox": [1, 1, 9, 9]}"#)
    let set = try await read(text, classMap: ClassMap(["Formula": "figure"]))
    #expect(set.pages.first?.regions.map(\.classIndex) == [4])
  }

  @Test func `refuse a category that is not listed`() async throws {
    let text = json(annotations: #"{"image_id": 1, "category_id": 9, "bbox": [1, 1, 9, 9]}"#)
    await #expect {
      _ = try await read(text)
    } throws: { error in
      let message = "\(error)"
      return message.contains("annotations[0]") && message.contains("no category with the id 9")
    }
  }

  @Test func `refuse labels of which the taxonomy has no class`() async throws {
    let text = json(annotations: #"{"image_id": 1, "category_id": 5, "bbox": [1, 1, 9, 9]}"#)
    await #expect(throws: TrainingDataError.self) {
      try await read(text, classMap: ClassMap(["Text": nil]))
    }
  }

  @Test func `are skipped where the image is missing or too small`() async throws {
    let images = """
      {"id": 1, "file_name": "a_1.png", "width": 100, "height": 150},
      {"id": 2, "file_name": "gone.png", "width": 100, "height": 150},
      {"id": 3, "file_name": "thin.png", "width": 31, "height": 150}
      """
    let set = try await read(
      json(images: images, annotations: ""), images: ["a_1.png", "images/thin.png"])
    #expect(set.pages.map(\.document) == ["a"])
    #expect(set.skipped.count == 2)
    #expect(set.skipped[0].error.description.contains("gone.png: no such file"))
    #expect(
      set.skipped[1].error
        == .imageTooSmall(page: set.skipped[1].page, width: 31, height: 150))
    #expect(set.skipped[1].page.hasSuffix("images/thin.png"))
  }

  @Test func `of Galley's own export are pseudo-labels`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let image = try write(paper(100, 150), "scan.png", in: folder)
      let regions = [Decision.accepted, .review].enumerated().map { index, decision in
        FusedRegion(
          id: index, box: Box(x: 10, y: Double(10 + 40 * index), width: 50, height: 20),
          variance: BoxVariance(x1: 1, y1: 2, x2: 3, y2: 4),
          classProbabilities: [0.7, 0.1, 0.1, 0.05, 0.05], score: 0.9, contributions: [],
          decision: decision, reason: "test")
      }
      let file = folder.appending(path: "export.json")
      let exporter = try COCOExporter(
        taxonomy: .publaynet, options: COCOOptions(decisions: [.accepted, .review]), output: file)
      try exporter.append(
        LabelledPage(
          page: Page(
            file: image, fileHash: "c0ffee", number: 1, width: 100, height: 150, dpi: 75),
          textOrigin: .ocr, textReason: "test", teacher: [], proposals: [], fused: regions,
          notes: []))
      try exporter.finish()
      let page = try #require(
        try COCOPages.read(file, taxonomy: .publaynet).pages.first)
      #expect(page.image == PageReference(file: image, dpi: 75, fileHash: "c0ffee"))
      #expect(page.regions.map(\.isIgnored) == [false, true])
      let region = try #require(page.regions.first)
      #expect(region.variance == BoxVariance(x1: 1, y1: 2, x2: 3, y2: 4))
      #expect(region.confidence == 0.9 && region.source == .pseudo && region.classIndex == 0)
    }
  }
}
