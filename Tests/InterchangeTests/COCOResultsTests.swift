import Foundation
import GalleyTesting
import Interchange
import Layout
import Testing

@Suite("COCO results")
struct COCOResultsTests {
  @Test func `are a plain list of scored boxes`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let list = try results([page(fused: [region()])], in: folder)
      #expect(
        list == [COCOResult(image_id: 1, category_id: 1, bbox: [10, 20, 300, 40], score: 0.9)])
    }
  }

  @Test func `of an empty project are an empty list`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let list = try results([], in: folder)
      #expect(list.isEmpty)
    }
  }

  @Test(
    "list a region's other classes that score enough",
    arguments: [(nil, [0.9]), (0.3, [0.9, 0.45]), (0.05, [0.9, 0.45, 0.09])]
      as [(
        Double?, [Double]
      )])
  func alternatives(least: Double?, scores: [Double]) async throws {
    try await Fixture.withTemporaryFolder { folder in
      var mixed = region()
      mixed.classProbabilities = [0.6, 0.3, 0.06, 0.02, 0.02]
      let list = try results(
        [page(fused: [mixed])], COCOOptions(alternatives: least), in: folder)
      #expect(list.map(\.score) == scores)
      #expect(list.map(\.category_id) == Array([1, 2, 3].prefix(scores.count)))
      #expect(Set(list.map(\.bbox)).count == 1)
    }
  }
}
