import Detection
import Foundation
import GalleyTesting
import Installation
import Layout
import PageImages
import Testing

@Suite("A teacher")
struct TeacherTests {
  private func image(_ name: String) async throws -> PageImage {
    try await PageSource.open(Fixture.file("pages/\(name)").path).render(page: 1, dpi: 150).image
  }

  private func teacher(
    _ name: String, taxonomy: Taxonomy = .publaynet, augmentation: AugmentationPlan = .off,
    workers: Int = 1
  ) throws -> Teacher {
    try Teacher(
      name, taxonomy: taxonomy, installation: .find(), workers: workers,
      augmentation: augmentation)
  }

  // PicoDet was trained on Chinese journals; its AP50 on 12 PubLayNet pages is 0.73, here as in
  // the program of the package that ships it.
  @Test(
    "finds the regions that people marked",
    arguments: [("yolov8n-doclaynet", 1.0), ("picodet-cdla", 0.3)])
  func finds(name: String, share: Double) async throws {
    let truth = try TruthBoxes(Fixture.file("pages/publaynet-sample.json"))
    let worker = try teacher(name).makeWorker()
    var overlaps: [Double] = []
    for (file, regions) in truth.regions {
      let found = try worker.detect(try await image(file)).filter { $0.score >= 0.3 }
      #expect(found.map(\.id) == Array(found.indices))
      for region in regions where region.className == "table" || region.className == "text" {
        let best = found.map { $0.box.intersectionOverUnion(region.box) }.max() ?? 0
        overlaps.append(best)
      }
    }
    let good = overlaps.count { $0 >= 0.7 }
    #expect(Double(good) >= share * Double(overlaps.count), "\(name): \(overlaps)")
  }

  @Test func `gives valid estimates`() async throws {
    let estimates = try teacher("picodet-cdla", augmentation: AugmentationPlan(passes: 2))
      .makeWorker().detect(try await image("PMC5302692_00002.jpg"))
    #expect(!estimates.isEmpty)
    for estimate in estimates {
      #expect(estimate.box.isValid)
      #expect(abs(estimate.classProbabilities.reduce(0, +) - 1) < 1e-9)
      #expect((0...1).contains(estimate.score))
      #expect(BoxCoordinate.allCases.allSatisfy { estimate.variance[$0] >= 0.25 })
      #expect(estimate.evidence.support?.total == 3)
    }
  }

  @Test("gives the same bits every time", arguments: ModelCard.builtIn)
  func determinism(name: String) async throws {
    let page = try await image("PMC5302692_00002.jpg")
    let shared = try teacher(name, augmentation: AugmentationPlan(passes: 1), workers: 2)
    let alone = try shared.makeWorker().detect(page)
    let together = try await withThrowingTaskGroup(of: [RegionEstimate].self) { group in
      for _ in 0..<2 { group.addTask { try shared.makeWorker().detect(page) } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(together == [alone, alone])
  }

  @Test func `sees nothing on a blank page`() throws {
    let blank = try PageImage(
      width: 300, height: 400, pixels: [UInt8](repeating: 255, count: 300 * 400 * 3))
    let found = try teacher("picodet-cdla").makeWorker().detect(blank)
    #expect(found.allSatisfy { $0.score < 0.3 })
  }

  @Test("survives a page of any shape", arguments: [(1, 1), (3, 2000), (2000, 3)])
  func shapes(width: Int, height: Int) throws {
    let page = try PageImage(
      width: width, height: height, pixels: [UInt8](repeating: 90, count: width * height * 3))
    for name in ModelCard.builtIn {
      #expect(try teacher(name).makeWorker().detect(page).allSatisfy { $0.box.isValid })
    }
  }

  @Test(
    "knows which classes it has no name for",
    arguments: [
      ("picodet-cdla", .doclaynet, ["Footnote", "List-item", "Title"]),
      ("picodet-cdla", .publaynet, []),
      ("yolov8n-doclaynet", .doclaynet, []),
      ("yolov8n-doclaynet", .publaynet, []),
    ] as [(String, Taxonomy, [String])])
  func unnamed(name: String, taxonomy: Taxonomy, expected: [String]) throws {
    let unnamed = try teacher(name, taxonomy: taxonomy).unnamedClasses
    #expect(unnamed.sorted().map { taxonomy.classes[$0].name } == expected)
  }

  @Test func `is not to be had without OpenVINO`() throws {
    #expect(throws: DetectionError.self) {
      try Teacher(
        "picodet-cdla", taxonomy: .publaynet, installation: Installation(folder: nil), workers: 1)
    }
    let error = #expect(throws: DetectionError.self) {
      try Teacher("nosuch", taxonomy: .publaynet, installation: .find(), workers: 1)
    }
    #expect(error == .unknownTeacher(name: "nosuch", known: ModelCard.builtIn))
  }

  @Test func `from a damaged file is an error`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      try Data("not a model".utf8).write(to: folder.appending(path: "broken.onnx"))
      let yaml = try String(
        contentsOf: Fixture.root.appending(
          path: "Sources/Stages/Detection/ModelCards/picodet-cdla.yaml"), encoding: .utf8)
      let card = folder.appending(path: "card.yaml")
      try yaml.replacing("picodet-cdla.onnx", with: "broken.onnx")
        .write(to: card, atomically: true, encoding: .utf8)
      let error = #expect(throws: DetectionError.self) { try teacher(card.path).load() }
      guard case .openVINO("read", _, _) = error else {
        Issue.record("expected a reading error, got \(String(describing: error))")
        return
      }
    }
  }
}

/// Boxes of a COCO file by image.
private struct TruthBoxes {
  struct Region { var className: String; var box: Box }
  var regions: [String: [Region]] = [:]

  init(_ file: URL) throws {
    struct Dataset: Decodable {
      struct Image: Decodable { var id: Int; var file_name: String }
      struct Category: Decodable { var id: Int; var name: String }
      struct Annotation: Decodable { var image_id: Int; var category_id: Int; var bbox: [Double] }
      var images: [Image]
      var categories: [Category]
      var annotations: [Annotation]
    }
    let dataset = try JSONDecoder().decode(Dataset.self, from: Data(contentsOf: file))
    let names = Dictionary(uniqueKeysWithValues: dataset.categories.map { ($0.id, $0.name) })
    for image in dataset.images {
      regions[image.file_name] = dataset.annotations.filter { $0.image_id == image.id }.map {
        Region(
          className: names[$0.category_id] ?? "",
          box: Box(x: $0.bbox[0], y: $0.bbox[1], width: $0.bbox[2], height: $0.bbox[3]))
      }
    }
  }
}
