import Foundation
import GalleyTesting
import Interchange
import Layout
import Testing

@Suite("Matching a COCO truth file")
struct COCOTruthTests {
  @Test func `takes over its ids and its scale`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let options = COCOOptions(truth: try truth(["val/page.jpg"], in: folder))
      let list = try results([page("/data/val/page.jpg", fused: [region()])], options, in: folder)
      // The truth's image is half as wide and half as high.
      #expect(
        list == [COCOResult(image_id: 101, category_id: 11, bbox: [5, 10, 150, 20], score: 0.9)])
      let set = try dataset([page("/data/val/page.jpg", fused: [region()])], options, in: folder)
      #expect(set.images.map(\.width) == [500])
      #expect(set.annotations[0].area == 3000)
      #expect(set.annotations[0].galley.variance == [0.25, 1, 2.25, 4])
      #expect(set.categories.map(\.id) == [11, 12, 13, 14, 15])
    }
  }

  @Test(
    "finds an image by name and, where names repeat, by folders",
    arguments: [
      (["a.jpg", "b.jpg"], "b.jpg", 102), (["a.jpg", "b.jpg"], "c.jpg", nil),
      (["x/1.jpg", "y/1.jpg"], "/data/y/1.jpg", 102), (["x/1.jpg", "y/1.jpg"], "z/1.jpg", nil),
      (["x/1.jpg", "z/x/1.jpg"], "in/x/1.jpg", nil), (["x/1.jpg", "z/x/1.jpg"], "z/x/1.jpg", 102),
      (["other/1.jpg"], "mine/1.jpg", 101), (["p.pdf#page=2"], "docs/p.pdf#page=2", 101),
      (["p.pdf#page=2"], "docs/p.pdf#page=1", nil),
    ] as [([String], String, Int?)])
  func imageNames(known: [String], name: String, expected: Int?) async throws {
    try await Fixture.withTemporaryFolder { folder in
      let truth = try truth(known, in: folder)
      #expect(truth.image(named: name)?.id == expected)
    }
  }

  @Test func `finds PDF pages that the truth lists beside their images`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let file = folder.appending(path: "truth.json")
      try #"""
      {"images": [{"id": 5, "file_name": "0c1.png", "width": 10, "height": 10,
        "pdf": "laws/act.pdf", "pdf_page": 4}], "categories": [{"id": 1, "name": "text"}]}
      """#.write(to: file, atomically: true, encoding: .utf8)
      let truth = try COCOTruth(contentsOf: file)
      #expect(truth.image(named: "/in/act.pdf#page=4")?.id == 5)
      #expect(truth.image(named: "/in/act.pdf#page=3") == nil)
      #expect(truth.image(named: "0c1.png")?.id == 5)
    }
  }

  @Test func `leaves out and counts pages that it does not list`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let exporter = try COCOExporter(
        taxonomy: .publaynet, options: COCOOptions(truth: try truth(["a.jpg"], in: folder)),
        output: folder.appending(path: "out.json"))
      for name in ["a.jpg", "b.jpg", "c.jpg"] { try exporter.append(page(name, fused: [region()])) }
      try exporter.finish()
      #expect(exporter.unmatchedPages == 2)
      #expect(exporter.annotationCount == 1)
    }
  }

  @Test func `refuses a truth that lists none of the pages`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let options = COCOOptions(truth: try truth(["z.jpg"], in: folder))
      let file = folder.appending(path: "truth.json").path
      #expect(throws: InterchangeError.noMatchingImage(truth: file, example: "a.jpg")) {
        try exported([page("a.jpg")], options, in: folder)
      }
    }
  }

  @Test func `refuses two pages that go by the same name`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let options = COCOOptions(truth: try truth(["1.jpg"], in: folder))
      let file = folder.appending(path: "truth.json").path
      #expect(
        throws: InterchangeError.sameImageTwice(truth: file, first: "x/1.jpg", second: "y/1.jpg")
      ) { try exported([page("x/1.jpg"), page("y/1.jpg")], options, in: folder) }
    }
  }

  @Test func `refuses a truth with other classes`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let file = folder.appending(path: "truth.json")
      try #"{"images": [], "categories": [{"id": 1, "name": "cat"}]}"#
        .write(to: file, atomically: true, encoding: .utf8)
      let options = COCOOptions(truth: try COCOTruth(contentsOf: file))
      #expect(
        throws: InterchangeError.noMatchingClass(truth: file.path, taxonomy: "publaynet")
      ) { try exported([], options, in: folder) }
    }
  }

  @Test func `tells the labelled boxes, and counts those without a size`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let file = folder.appending(path: "truth.json")
      try #"""
      {"images": [], "categories": [{"id": 2}, {"id": 3}], "annotations": [
        {"image_id": 7, "category_id": 2, "bbox": [1, 2, 30, 40]},
        {"image_id": 7, "category_id": 2, "bbox": [1, 2, 0, 40]},
        {"image_id": 7, "category_id": 2, "bbox": [1, 2, 30, -4], "score": null, "id": "x"},
        {"image_id": 8, "category_id": 3, "bbox": [0.5, 0, 1, 1], "iscrowd": 1}]}
      """#.write(to: file, atomically: true, encoding: .utf8)
      let truth = try COCOTruth(contentsOf: file)
      #expect(truth.labels.map(\.image) == [7, 8] && truth.labels.map(\.category) == [2, 3])
      #expect(truth.labels.map(\.isCrowd) == [false, true])
      #expect(truth.labels[0].box == Box(x1: 1, y1: 2, x2: 31, y2: 42))
      #expect(truth.emptyLabels == 2)
    }
  }

  @Test(
    "says what is wrong with a file",
    arguments: [
      ("{", ["line 1", "is not JSON"]), ("[]", ["is a list, not a data set"]),
      (#"{"images": []}"#, ["has no list 'categories'"]),
      (
        #"{"images": [{"id": 3, "file_name": "a", "width": 0, "height": 9}], "categories": []}"#,
        ["images[0]: needs a file_name, and a width and height above 0"]
      ),
      (
        #"{"images": [{"id": 3, "galley": {"dpi": 1e30}}], "categories": []}"#,
        ["images[0]", "galley.dpi is 1e+30"]
      ),
      (
        #"{"images": [], "categories": [{"id": 1}, {"id": 1}]}"#,
        ["categories[1]", "id 1 is used twice"]
      ),
      (
        #"{"images": [], "categories": [{"id": 1}], "annotations": [{"image_id": 1, "category_id": 4, "bbox": [1, 1, 1, 1]}]}"#,
        ["annotations[0]", "no category with the id 4"]
      ),
      (
        #"{"annotations": [{"image_id": 1, "category_id": 1, "bbox": [NaN, 0, 1, 1]}]}"#,
        ["annotations[0]", "bbox is not finite"]
      ),
      (
        #"{"annotations": [{"image_id": 1, "category_id": 1, "bbox": [0, 0, 1, 1], "galley": "#
          + #"{"variance": [1, 1, 1, 1], "provenance": {"decision": "perhaps"}}}]}"#,
        ["annotations[0]", "'perhaps' is none of accepted, ignored, review"]
      ),
    ] as [(String, [String])])
  func malformed(text: String, hints: [String]) async throws {
    try await Fixture.withTemporaryFolder { folder in
      let file = folder.appending(path: "truth.json")
      try text.write(to: file, atomically: true, encoding: .utf8)
      let error = #expect(throws: InterchangeError.self) { try COCOTruth(contentsOf: file) }
      let message = try #require(error).description
      for hint in [file.path] + hints { #expect(message.contains(hint), "\(message)") }
    }
  }

  @Test func `says that a file is missing`() {
    let error = #expect(throws: InterchangeError.self) {
      try COCOTruth(contentsOf: URL(fileURLWithPath: "/nowhere/truth.json"))
    }
    #expect(error?.description.hasPrefix("/nowhere/truth.json: cannot be read") == true)
  }
}
