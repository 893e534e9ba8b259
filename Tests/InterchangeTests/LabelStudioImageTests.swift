import Foundation
import GalleyTesting
import Interchange
import Layout
import Testing

@Suite("A task of Label Studio with several images")
struct LabelStudioImageTests {
  private func shape(_ id: String, _ more: String) -> String {
    #"{"id": "\#(id)", "type": "rectanglelabels", "original_width": 200, "original_height": 100, "#
      + #""value": {"x": 10, "y": 10, "width": 50, "height": 20, "rectanglelabels": ["text"]}\#(more)}"#
  }

  @Test(
    "gives each box to its own image",
    arguments: [
      (#"{"images": ["a.png", "b.png"]}"#, #", "item_index": 0"#, #", "item_index": 1"#),
      (
        #"{"image": ["a.png", "b.png", "c.png"]}"#, #", "item_index": 0, "to_name": "image""#,
        #", "item_index": 1, "to_name": "image""#
      ),
      (
        #"{"left": "a.png", "right": "b.png", "name": "Smith"}"#, #", "to_name": "left""#,
        #", "to_name": "right""#
      ),
      (#"{"image": "a.png", "image2": "b.png"}"#, #", "to_name": "img""#, #", "to_name": "img-2""#),
    ])
  func several(data: String, first: String, second: String) async throws {
    let pages = try await read(data, [shape("1", first), shape("2", second), shape("3", second)])
    #expect(pages.map(\.name).prefix(2) == ["a.png", "b.png"])
    #expect(pages.map { $0.regions.map(\.id) }.prefix(2) == [["1"], ["2", "3"]])
    // A person saw all images of a list, and all of them count.
    #expect(pages.count == (data.contains("c.png") ? 3 : 2))
    #expect(pages.allSatisfy { $0.standing == .decided })
  }

  @Test(
    "is refused where it does not say which image a box is on",
    arguments: [
      (#"{"image": "/data/upload/1/page1.png"}"#, #", "item_index": 1"#, "item_index 1"),
      (#"{"galley_page": "a.png", "image": "a.png"}"#, #", "item_index": 2"#, "item_index 2"),
      (#"{"images": ["a.png", "b.png"]}"#, "", "without item_index"),
      (#"{"images": ["a.png", "b.png"]}"#, #", "item_index": 2"#, "item_index 2"),
      (#"{"images": ["a.png", "b.png"]}"#, #", "item_index": -1"#, "item_index"),
      (#"{"left": "a.png", "right": "b.png"}"#, #", "to_name": "page""#, "'left', 'right'"),
      (#"{"left": "a.png", "right": "b.png"}"#, "", "'left', 'right'"),
    ])
  func unclear(data: String, more: String, told: String) async throws {
    let error = await #expect(throws: InterchangeError.self) {
      _ = try await read(data, [shape("1", more)])
    }
    let message = try #require(error).description
    #expect(
      message.contains("[0].annotations[0].result[0]") && message.contains(told), "\(message)")
  }

  @Test(
    "is of the one image among other data",
    arguments: [
      #"{"image": "a.png", "text": "some words", "id": 5, "tags": ["x"], "pages": []}"#,
      #"{"doc": "other.pdf", "scan": "a.png"}"#, #"{"ocr": "a.png", "n": [1, "b.png"]}"#,
      #"{"text": "a.png"}"#,
    ])
  func one(data: String) async throws {
    let pages = try await read(data, [shape("1", #", "to_name": "any", "item_index": null"#)])
    #expect(pages.map(\.name) == ["a.png"] && pages[0].regions.count == 1)
  }

  @Test func `says nothing where an empty answer may be about any of them`() async throws {
    let pages = try await read(#"{"left": "a.png", "right": "b.png"}"#, [])
    #expect(pages.map(\.standing) == [.silent, .silent])
    let list = try await read(#"{"images": ["a.png", "b.png"]}"#, [])
    #expect(list.map(\.standing) == [.decided, .decided])
  }

  @Test func `may be of several sizes, but of one each`() async throws {
    let data = #"{"images": ["a.png", "b.png"]}"#
    let wide = shape("2", #", "item_index": 1"#).replacing("200", with: "400")
    let pages = try await read(data, [shape("1", #", "item_index": 0"#), wide])
    #expect(pages.map(\.width) == [200, 400])
    await #expect(throws: InterchangeError.self) {
      _ = try await read(data, [shape("1", #", "item_index": 1"#), wide])
    }
  }

  @Test func `lies as it is, however it was turned to look at it`() async throws {
    let turned = shape("1", #", "image_rotation": 90"#)
    let pages = try await read(#"{"image": "a.png"}"#, [turned])
    #expect(pages[0].regions.map(\.box) == [Box(x1: 20, y1: 10, x2: 120, y2: 30)])
  }

  private func read(_ data: String, _ results: [String]) async throws -> [ImportedPage] {
    try await Fixture.withTemporaryFolder { folder in
      let file = folder.appending(path: "tasks.json")
      let answer = #"{"result": [\#(results.joined(separator: ","))]}"#
      try Data(#"[{"data": \#(data), "annotations": [\#(answer)]}]"#.utf8).write(to: file)
      return try CorrectionReader(format: .labelStudio, taxonomy: .publaynet).pages(in: file)
    }
  }
}
