import Foundation
import GalleyTesting
import Interchange
import Layout
import Testing

@Suite("The annotations of a task of Label Studio")
struct LabelStudioAnnotationTests {
  private static let shape =
    #"{"id": "r1", "type": "rectanglelabels", "to_name": "image", "original_width": 200, "#
    + #""original_height": 100, "value": {"x": 10, "y": 10, "width": 50, "height": 20, "#
    + #""rectanglelabels": ["text"]}}"#

  private func read(_ annotations: [String]) async throws -> ImportedPage {
    try await Fixture.withTemporaryFolder { folder in
      let file = folder.appending(path: "tasks.json")
      let list = annotations.joined(separator: ",")
      try Data(#"[{"data": {"image": "a.png"}, "annotations": [\#(list)]}]"#.utf8).write(to: file)
      let pages = try CorrectionReader(format: .labelStudio, taxonomy: .publaynet).pages(in: file)
      try #require(pages.count == 1)
      return pages[0]
    }
  }

  @Test(
    "may say several things of one region",
    arguments: [
      #"{"id": "r1", "type": "choices", "from_name": "a", "value": {"choices": ["en"]}}, "#
        + #"{"id": "r1", "type": "choices", "from_name": "b", "value": {"choices": ["good"]}}"#,
      #"{"id": "r1", "type": "textarea", "from_name": "a", "value": {"text": ["abc"]}}, "#
        + #"{"id": "r1", "type": "textarea", "from_name": "b", "value": {"text": ["check"]}}"#,
      #"{"id": "r1", "type": "rating", "value": {"rating": 3}}, "#
        + #"{"id": "r1", "type": "rating", "from_name": "b", "value": {"rating": 1}}"#,
    ])
  func remarks(results: String) async throws {
    let page = try await read([#"{"result": [\#(Self.shape), \#(results)]}"#])
    #expect(page.regions.map(\.id) == ["r1"])
    #expect(page.regions[0].text == (results.contains("abc") ? "abc" : nil))
  }

  @Test(
    "that only remark on the image say nothing of its regions",
    arguments: [
      (#"{"id": "k", "type": "choices", "value": {"choices": ["cover"]}}"#, false),
      (#"{"id": "k", "type": "textarea", "value": {"text": ["torn"]}}"#, false),
      (#"{"id": "k", "type": "choices", "value": {"choices": ["cover"]}}, \#(shape)"#, true),
      ("", true),
    ])
  func pageLevel(results: String, isDecided: Bool) async throws {
    let page = try await read([#"{"result": [\#(results)]}"#])
    #expect(page.standing == (isDecided ? .decided : .silent))
    #expect(page.regions.count == (results.contains("r1") ? 1 : 0))
  }

  @Test(
    "count by the ground truth, then by the newest, wherever it stands",
    arguments: [
      // What each says of itself; which of them counts.
      ([#""updated_at": "2026-02-02T00:00:00Z""#, #""updated_at": "2026-01-01T00:00:00Z""#], 0),
      ([#""updated_at": "2026-01-01T00:00:00Z""#, #""updated_at": "2026-02-02T00:00:00Z""#], 1),
      ([#""created_at": "2026-02-02T00:00:00Z""#, #""created_at": "2026-01-01T00:00:00Z""#], 0),
      (
        [
          #""created_at": "2026-01-01T00:00:00Z", "updated_at": "2026-03-01T00:00:00.5Z""#,
          #""created_at": "2026-02-01T00:00:00Z", "updated_at": "2026-03-01T00:00:00Z""#,
        ], 0
      ),
      ([#""id": 20"#, #""id": 10"#], 0), ([#""id": 10"#, #""id": 20"#], 1),
      ([#""lead_time": 1"#, #""lead_time": 2"#], 1),
      (
        [
          #""ground_truth": true, "updated_at": "2026-01-01T00:00:00Z""#,
          #""updated_at": "2026-02-02T00:00:00Z""#,
        ], 0
      ),
      (
        [
          #""ground_truth": true, "id": 2"#, #""ground_truth": true, "id": 1"#,
          #""ground_truth": false, "id": 3"#,
        ], 0
      ),
    ])
  func newest(entries: [String], counts: Int) async throws {
    let page = try await read(
      entries.enumerated().map { index, entry in
        let shape = Self.shape.replacing("r1", with: "of \(index)")
        return #"{\#(entry), "result": [\#(shape)]}"#
      })
    #expect(page.regions.map(\.id) == ["of \(counts)"])
    #expect(page.remarks.contestedTasks == 1)
  }

  @Test func `are not contested where all but one were cancelled`() async throws {
    let page = try await read([
      #"{"id": 1, "result": [\#(Self.shape)]}"#, #"{"id": 2, "was_cancelled": true, "result": []}"#,
    ])
    #expect(page.regions.count == 1 && page.remarks.contestedTasks == 0)
  }
}
