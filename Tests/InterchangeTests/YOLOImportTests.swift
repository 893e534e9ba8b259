import Foundation
import GalleyTesting
import Interchange
import Layout
import Testing

@Suite("YOLO labels come in")
struct YOLOImportTests {
  private static let box = "3 0.5 0.25 0.2 0.1\n"
  private static let list = "text\ntitle\nlist\ntable\nfigure\n"

  /// What lies in a folder beside `labels` of `x`, and the path that is named.
  private static let folders: [([String: String], String)] = [
    (["data.yaml": "names: [text, title, list, table, figure]", "labels/x.txt": box], ""),
    (["data.yaml": "names: {0: text, 3: Table}", "labels/x.txt": box], ""),
    (["data.yaml": "names:\n  '3': table\n", "labels/x.txt": box], "/data.yaml"),
    (["coco8.yaml": "nc: 4\nnames: [a, b, c, table]", "labels/train/x.txt": box], ""),
    (
      [
        "data.yaml":
          "path: ../datasets/set\ntrain: images/train\nval: images/val\nnames: {3: table}",
        "images/train/x.png": "", "labels/train/x.txt": box, "labels/old/y.txt": box,
      ], ""
    ),
    (
      [
        "data.yaml": "path: /home/u/set\ntrain: [images/a, images/b]\nval:\nnames: {3: table}",
        "images/b/x.png": "", "labels/b/x.txt": box, "labels/old/y.txt": box,
      ], ""
    ),
    (
      [
        "data.yaml": "train: ../train/images\nval: ../valid/images\ntest: ../test/images\n"
          + "nc: 1\nnames: {3: table}\nroboflow:\n  version: 1\n",
        "train/images/x.jpg": "", "train/labels/x.txt": box, "README.roboflow.txt": "Read me, 1, 2",
      ], ""
    ),
    (
      [
        "data.yaml": "train: images.txt\nval: images.txt\nnames: {3: table}",
        "images.txt": "./images/train/x.png\n\n./images/train/gone.png\n",
        "images/train/x.png": "", "labels/train/x.txt": box, "labels/train/y.txt": box,
      ], ""
    ),
    (["classes.txt": list, "x.txt": box, "x.jpg": ""], ""),
    (["classes.txt": list, "x.txt": box], ""),
    (
      ["classes.txt": list.replacing("\n", with: "\r\n"), "labels/x.txt": box, "notes.json": "{}"],
      ""
    ),
    (["labels/classes.txt": "\u{FEFF}" + list, "labels/x.txt": box, "images/x.png": ""], ""),
    (
      ["obj.names": list, "obj_train_data/x.txt": box, "train.txt": "data/obj_train_data/x.jpg"], ""
    ),
    (
      [
        "obj.data": "classes = 5\ntrain = data/train.txt\nnames = data/obj.names\nbackup = b/\n",
        "obj.names": list, "train.txt": "data/obj_train_data/x.jpg", "obj_train_data/x.txt": box,
        "obj_train_data/y.txt": box,
      ], ""
    ),
  ]

  @Test("from the folders of any program", arguments: folders)
  func folder(files: [String: String], path: String) async throws {
    let pages = try await readYOLO(files, path: path)
    #expect(pages.count == 1)
    let page = try #require(pages.first)
    #expect(page.name.split(separator: "/").last?.hasPrefix("x") == true)
    #expect(
      page.names.isEmpty == !files.keys.contains { $0.hasSuffix("x.png") || $0.hasSuffix("x.jpg") })
    #expect(page.standing == .decided && page.regions.map(\.className) == ["table"])
    near(page.regions[0].box, Box(x1: 0.4, y1: 0.2, x2: 0.6, y2: 0.3))
  }

  @Test(
    "boxes and outlines, as any program writes them",
    arguments: [
      ("0 0.5 0.5 0.5 0.5", Box(x1: 0.25, y1: 0.25, x2: 0.75, y2: 0.75)),
      ("0\t0.5\t0.5  0.5 0.5 \r\n\r\n", Box(x1: 0.25, y1: 0.25, x2: 0.75, y2: 0.75)),
      ("\u{FEFF}0.0 .5 5e-1 0.5 0.5\n", Box(x1: 0.25, y1: 0.25, x2: 0.75, y2: 0.75)),
      ("0 0.9 0.5 0.4 0.5", Box(x1: 0.7, y1: 0.25, x2: 1, y2: 0.75)),
      ("0 0.5 0.5 1.0000001 1", Box(x1: 0, y1: 0, x2: 1, y2: 1)),
      ("0 0.1 0.2 0.4 0.1 0.3 0.6", Box(x1: 0.1, y1: 0.1, x2: 0.4, y2: 0.6)),
      ("0 0.1 0.2 0.4 0.1 0.3 1.0", Box(x1: 0.1, y1: 0.1, x2: 0.4, y2: 1)),
      ("0 0.1 0.2 0.4 0.2 0.4 0.6 0.1 0.6", Box(x1: 0.1, y1: 0.2, x2: 0.4, y2: 0.6)),
    ])
  func shapes(text: String, box: Box) async throws {
    let page = try await one(text)
    near(page.regions[0].box, box)
    #expect(page.regions.map(\.order) == [nil] && page.regions.map(\.score) == [nil])
  }

  @Test(
    "an empty file as a page that holds nothing", arguments: ["", "\n", " \r\n\t\n", "\u{FEFF}"])
  func emptyFile(text: String) async throws {
    let page = try await one(text)
    #expect(page.standing == .decided && page.regions.isEmpty && page.remarks.emptyRegions == 0)
  }

  @Test func `no page without a label file`() async throws {
    let pages = try await readYOLO([
      "data.yaml": "train: images\nnames: [text]", "images/x.png": "", "images/y.png": "",
      "labels/x.txt": "",
    ])
    #expect(pages.map(\.name) == ["images/x.png"])
  }

  @Test(
    "predictions for those who ask",
    arguments: ["0 0.5 0.5 0.5 0.5 0.875\n", "0 0.1 0.2 0.4 0.1 0.3 0.6 0.875\n"])
  func predictions(text: String) async throws {
    let page = try await one(text)
    #expect(page.standing == .predicted && page.regions.isEmpty)
    let asked = try await one(text, takesPredictions: true)
    #expect(asked.standing == .decided && asked.regions.map(\.score) == [0.875])
    // What does not count is not looked through either.
    #expect(try await one("77 0.5 0.5 0.5 0.5 0.9").standing == .predicted)
  }

  @Test func `without lines that have no area, which are counted`() async throws {
    let page = try await one("0 0.5 0.5 0 0\n0 0.5 0.5 0.1 0.1\n0 0.2 0.2 0.2 0.2 0.2 0.2\n")
    #expect(page.regions.count == 1 && page.remarks.emptyRegions == 2)
  }

  @Test func `from our own export, under the names of the pages`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      var pages: [ExportedPage] = []
      for name in ["a/x 1.png", "b/x 1.png"] {
        let file = folder.appending(path: name)
        try FileManager.default.createDirectory(
          at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data().write(to: file)
        pages.append(exportedPage(file.path))
      }
      let output = folder.appending(path: "yolo")
      let exporter = try YOLOExporter(taxonomy: .publaynet, output: output)
      try exporter.export(pages)
      let imported = try CorrectionReader(format: .yolo, taxonomy: .publaynet).pages(in: output)
        .sorted { $0.name < $1.name }
      #expect(imported.map(\.name) == pages.map(\.page.file))
      for (page, wanted) in zip(imported, pages) {
        let regions = page.scaled(to: wanted.page).regions
        #expect(regions.count == 4)
        #expect(regions.map(\.classIndex) == wanted.regions.prefix(4).map(\.classIndex))
        for (region, wanted) in zip(regions, wanted.regions) {
          #expect(
            BoxCoordinate.allCases.allSatisfy { abs(region.box[$0] - wanted.box[$0]) < 0.0021 })
        }
      }
    }
  }

  private func one(_ text: String, takesPredictions: Bool = false) async throws -> ImportedPage {
    let pages = try await readYOLO(
      ["data.yaml": "names: [text]", "labels/x.txt": text], takesPredictions: takesPredictions)
    return try #require(pages.first)
  }

  private func near(_ box: Box, _ wanted: Box) {
    for edge in BoxCoordinate.allCases { #expect(abs(box[edge] - wanted[edge]) < 1e-6) }
  }
}
