import GalleyTesting
import LabelStore
import Layout
import Testing

@Suite("A store's summary")
struct SummaryTests {
  @Test func `counts what there is`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let store = try await store(in: folder)
      try await store.save(
        labels(
          "a.jpg",
          regions: [
            region(0, agreement: 0.5), region(1, classIndex: 8, agreement: 0.75),
            region(2, classIndex: 8, sources: [.teacher], agreement: nil),
            region(3, decision: .review, agreement: 0.1), region(4, decision: .ignored),
          ], origin: .textLayer, seconds: ["read": 0.25, "fuse": 1], tokens: 30))
      try await store.save(
        labels("b.jpg", regions: [], origin: .ocr, seconds: ["read": 0.5], tokens: 12))
      try await store.saveFailure(path: "c.jpg", page: 0, reason: "x")
      let summary = try await store.summary()
      #expect(summary.pages == 2)
      #expect(summary.failures == 1)
      #expect(summary.textOrigins == ["text_layer": 1, "ocr": 1])
      #expect(summary.acceptedByClass == ["Text": 1, "Table": 2])
      #expect(summary.acceptedBySources == ["teacher+text_rules": 2, "teacher": 1])
      #expect(summary.byDecision == ["accepted": 3, "review": 1, "ignored": 1])
      #expect(summary.meanAgreement == 0.625)
      #expect(summary.seconds == ["read": 0.75, "fuse": 1])
      #expect(summary.tokens == 42)
    }
  }

  @Test func `of an empty store is empty`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let summary = try await store(in: folder).summary()
      #expect(summary.pages == 0)
      #expect(summary.meanAgreement == nil)
      #expect(summary.byDecision.isEmpty)
    }
  }
}
