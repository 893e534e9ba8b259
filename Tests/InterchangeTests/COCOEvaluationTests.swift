import Evaluation
import Foundation
import GalleyTesting
import Interchange
import Testing

@Suite("Reading COCO files to evaluate")
struct COCOEvaluationTests {
  private static let truth = #"""
    {"info": {"x": [1, {"y": "}\"]"}, null, true, -1.5e3]}, "annotations": [
      {"id": 1, "image_id": 20, "category_id": 7, "bbox": [1, 2.5, 30, 40e0], "iscrowd": 1,
       "segmentation": [[1, 2, NaN]], "area": 9.25},
      {"id": 2, "image_id": 3, "category_id": 1, "bbox": [0, 0, 0, 5]}],
     "images": [{"id": 20, "file_name": "a.png", "document": "A"}, {"id": 3}],
     "categories": [{"id": 7, "name": "Stra\u00dfe \"x\""}, {"id": 1, "name": "Text"}]}
    """#
  private static let results =
    #"[{"image_id": 20, "category_id": 7, "bbox": [0.1, 2, 3, 4], "score": 0.30000000000000004}]"#

  @Test("takes ids in their order, extents and scores to the last digit")
  func reading() async throws {
    let set = try await read(Self.truth, Self.results)
    #expect(set.images.map(\.name) == ["3", "a.png"] && set.images[1].document == "A")
    #expect(set.predictions.listed == nil && set.predictions.predicted == [1])
    #expect(set.categories.map(\.id) == [1, 7])
    #expect(set.categories.map(\.name) == ["Text", "Straße \"x\""])
    #expect(set.truth.map(\.image) == [1, 0] && set.truth.map(\.classIndex) == [1, 0])
    #expect(set.truth[0].extent == BoxExtent(x: 1, y: 2.5, width: 30, height: 40))
    #expect(set.truth.map(\.area) == [9.25, 0] && set.truth.map(\.isCrowd) == [true, false])
    #expect(set.detections.map(\.score) == [0.1 + 0.2])
    #expect(set.detections[0].extent.x == 0.1 && !set.hasLabelZero)
  }

  @Test("reads predictions from a data set whose annotations have scores")
  func scoredDataset() async throws {
    let set = try await read(Self.truth, #"{"annotations": \#(Self.results), "images": []}"#)
    #expect(set.detections.count == 1 && set.predictions.listed == [])
    #expect(try await read(Self.truth, "[]").detections.isEmpty)
  }

  @Test("numbers are read as Swift reads them")
  func numbers() async throws {
    let texts = [
      "0", "-0.0", "1e-7", "123456789012345678", "0.1234567890123456789", "4.35", "1E+3", "5e-324",
      "179769313486231570000000000000000000000", "72057594037927945", "0.000001",
      "9007199254740993",
    ]
    let list = texts.map {
      #"{"image_id": 3, "category_id": 1, "bbox": [\#($0), 0, 1, 1], "score": \#($0)}"#
    }.joined(separator: ",")
    let set = try await read(Self.truth, "[\(list)]")
    #expect(set.detections.map(\.score) == texts.compactMap(Double.init))
    #expect(set.detections.map(\.extent.x) == texts.compactMap(Double.init))
  }

  @Test("tells ids of 64 bits apart to the last digit")
  func longIDs() async throws {
    let ids = ["9223372036854775807", "9223372036854775806", "1234567890123456789", "-1"]
    let images = ids.map { #"{"id": \#($0)}"# }.joined(separator: ",")
    let results = ids.map {
      #"{"image_id": \#($0), "category_id": 1, "bbox": [0, 0, 1, 1], "score": 1}"#
    }.joined(separator: ",")
    let set = try await read(
      #"{"images": [\#(images)], "annotations": [], "categories": [{"id": 1}]}"#, "[\(results)]")
    #expect(set.detections.map(\.image) == [3, 2, 1, 0])
  }

  @Test("tells of a label with the id 0, which pycocotools never counts as found")
  func labelZero() async throws {
    let set = try await read(
      Self.truth.replacingOccurrences(of: #""id": 2,"#, with: #""id": 0,"#), Self.results)
    #expect(set.hasLabelZero && set.truth.map(\.isNeverFound) == [false, true])
  }

  /// In the first text what is replaced, in the second by what; then what the message tells.
  private static let faults: [(String, String, [String])] = [
    ("\"annotations\": [", "\"annotations\": ", ["line 2, column 3", "is not JSON", "a list"]),
    ("\"images\":", "\"pictures\":", ["has no list 'images'"]),
    ("\"categories\":", "\"kinds\":", ["has no list 'categories'"]),
    ("\"annotations\":", "\"labels\":", ["has no list 'annotations'"]),
    ("\"id\": 3", "\"id\": 20", ["images[1]", "image id 20 is used twice"]),
    ("\"id\": 3", "\"key\": 3", ["images[1]", "has no 'id'"]),
    ("{\"id\": 1, \"name\"", "{\"id\": 7, \"name\"", ["categories[1]", "id 7 is used twice"]),
    ("\"id\": 2,", "\"id\": 1,", ["annotations[1]", "annotation id 1 is used twice"]),
    ("\"image_id\": 3", "\"image_id\": 99", ["annotations[1]", "no image with the id 99"]),
    ("\"category_id\": 1", "\"category_id\": 5", ["annotations[1]", "no category with the id 5"]),
    ("\"category_id\": 1", "\"category_id\": \"1\"", ["annotations[1]", "is a text"]),
    ("\"category_id\": 1", "\"category_id\": 1.5", ["annotations[1]", "not a whole number"]),
    ("\"image_id\": 3,", "", ["annotations[1]", "has no 'image_id'"]),
    ("\"id\": 3}", "\"id\": \"3\"}", ["images[1]", "its id is a text", "without quotes"]),
    (
      "{\"id\": 3", "{\"id\": 9223372036854775808",
      ["images[1]", "its id is too large", "2^63 - 1"]
    ),
    ("{\"id\": 3", "{\"id\": -9223372036854775809", ["images[1]", "its id is too large"]),
    ("{\"id\": 3", "{\"id\": 1e30", ["images[1]", "its id is too large"]),
    ("{\"id\": 3", "{\"id\": 3.5", ["images[1]", "its id is not a whole number"]),
    ("{\"id\": 3", "{\"id\": null", ["images[1]", "its id is not a whole number"]),
    ("{\"id\": 1, \"name\"", "{\"id\": \"1\", \"name\"", ["categories[1]", "its id is a text"]),
    ("\"image_id\": 3", "\"image_id\": \"3\"", ["annotations[1]", "image_id is a text"]),
    ("\"category_id\": 1", "\"category_id\": 18446744073709551615", ["category_id is too large"]),
    ("[0, 0, 0, 5]", "[0, 0, -1, 5]", ["annotations[1]", "-1.0 wide"]),
    ("[0, 0, 0, 5]", "[0, 0, NaN, 5]", ["annotations[1]", "bbox is not finite"]),
    ("[0, 0, 0, 5]", "[0, 0, 1e999, 5]", ["annotations[1]", "bbox is not finite"]),
    ("[0, 0, 0, 5]", "[0, 0, 5]", ["annotations[1]", "has 3 numbers"]),
    ("[0, 0, 0, 5]", "null", ["annotations[1]", "is no list"]),
    ("9.25", "-9.25", ["annotations[0]", "negative"]),
    ("9.25", "09.25", ["line 3", "starts with 0"]),
    ("}]}", "}]", ["line 6", "is not JSON", "comma or }"]),
    ("}]}", "}]} x", ["line 6", "more follows"]),
  ]

  @Test("says what is wrong with a truth, where, and what to do", arguments: faults)
  func badTruth(old: String, new: String, hints: [String]) async throws {
    let text = Self.truth.replacingOccurrences(of: old, with: new)
    try #require(text != Self.truth)
    try await expectFault("truth.json", hints) { try await read(text, Self.results) }
  }

  @Test(
    "says what is wrong with predictions, where, and what to do",
    arguments: [
      ("\"image_id\": 20", "\"image_id\": 21", ["[0]", "no image with the id 21", "take over"]),
      ("\"category_id\": 7", "\"category_id\": 8", ["[0]", "no category with the id 8"]),
      (", \"score\": 0.30000000000000004", "", ["[0]", "has no 'score'"]),
      ("0.30000000000000004", "NaN", ["[0]", "score is not finite"]),
      ("0.30000000000000004", "\"high\"", ["[0]", "score is not a number"]),
      ("3, 4]", "3, -4]", ["[0]", "-4.0 high"]), ("}]", "}", ["line 1", "comma or ]"]),
      ("\"score\"", "\"score", ["line 1", "is not JSON"]),
      (results, "", ["line 1", "is not JSON"]),
      (results, "{}", ["has no list 'annotations'"]),
    ] as [(String, String, [String])])
  func badPredictions(old: String, new: String, hints: [String]) async throws {
    let text = Self.results.replacingOccurrences(of: old, with: new)
    try #require(text != Self.results)
    try await expectFault("results.json", hints) { try await read(Self.truth, text) }
  }

  @Test("a list of results is no truth; what is nested without end is refused")
  func wrongShapes() async throws {
    try await expectFault("truth.json", ["is a list"]) {
      try await read(Self.results, Self.results)
    }
    let deep = String(repeating: "[", count: 100_000)
    try await expectFault("truth.json", ["nested too deep"]) {
      try await read(#"{"x": \#(deep)"#, Self.results)
    }
  }

  @Test(
    "a file that is missing, or none, is named",
    arguments: [("/nowhere/t.json", "check the path"), ("/usr", "it is a folder")])
  func noFile(path: String, hint: String) async throws {
    let file = URL(fileURLWithPath: path)
    let error = await #expect(throws: InterchangeError.self) {
      try await COCOEvaluation(truth: file, predictions: file)
    }
    let message = try #require(error).description
    #expect(message.hasPrefix("\(path): cannot be read: ") && message.contains(hint))
  }

  private func expectFault(
    _ file: String, _ hints: [String], _ body: () async throws -> COCOEvaluation
  ) async throws {
    let error = await #expect(throws: InterchangeError.self) { try await body() }
    let message = try #require(error).description
    for hint in [file] + hints { #expect(message.contains(hint), "\(message)") }
  }

  private func read(_ truth: String, _ results: String) async throws -> COCOEvaluation {
    try await Fixture.withTemporaryFolder { folder in
      let files = ["truth.json", "results.json"].map { folder.appending(path: $0) }
      try Data(truth.utf8).write(to: files[0])
      try Data(results.utf8).write(to: files[1])
      return try await COCOEvaluation(truth: files[0], predictions: files[1])
    }
  }
}
