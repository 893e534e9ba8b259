import Foundation
import GalleyTesting
import Layout
import Testing
import TrainingData

@Suite("Class maps")
struct ClassMapTests {
  @Test(
    "lead to the taxonomy's classes",
    arguments: [
      ([:], ["Text", "table", "Formula"], [0, 3, nil]),
      (["Formula": "text", "table": nil], ["Formula", "table", "Title"], [0, nil, 1]),
    ] as [([String: String?], [String], [Int?])])
  func indices(targets: [String: String?], names: [String], expected: [Int?]) throws {
    #expect(try ClassMap(targets).indices(of: names, in: .publaynet) == expected)
  }

  @Test func `refuses a target that the taxonomy lacks`() {
    #expect(
      throws: TrainingDataError.unknownTarget(
        className: "Text", target: "prose", taxonomy: "publaynet")
    ) { try ClassMap(["Text": "prose"]).indices(of: ["Text"], in: .publaynet) }
  }

  @Test(
    "are read from JSON",
    arguments: [
      (#"{"A": "text", "B": null}"#, nil, ["A": "text", "B": nil]),
      (#"{"x": {"A": "text"}, "y": {"A": null}}"#, "y", ["A": nil]),
      ("[]", nil, nil), (#"{"x": {}}"#, nil, nil), (#"{"x": {}}"#, "y", nil),
      (#"{"A": "text"}"#, "A", nil),
    ] as [(String, String?, [String: String?]?)])
  func reading(text: String, dataset: String?, expected: [String: String?]?) async throws {
    try await Fixture.withTemporaryFolder { folder in
      let file = folder.appending(path: "map.json")
      try text.write(to: file, atomically: true, encoding: .utf8)
      if let expected {
        #expect(try ClassMap.load(from: file, dataset: dataset) == ClassMap(expected))
      } else {
        #expect(throws: TrainingDataError.self) {
          try ClassMap.load(from: file, dataset: dataset)
        }
      }
    }
  }
}
