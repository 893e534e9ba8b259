import Foundation
import GRDB
import GalleyTesting
import LabelStore
import Layout
import Testing

@Suite("What people corrected")
struct HumanEstimateTests {
  private func withCorrectedPage(
    _ body: @Sendable (LabelStore, URL) async throws -> Void
  ) async throws {
    try await Fixture.withTemporaryFolder { folder in
      let store = try await store(in: folder)
      var corrected = labels(seed: 1)
      corrected.proposals.append(estimate(0, .human, seed: 5))
      try await store.save(corrected)
      try await body(store, folder)
    }
  }

  private func human(in folder: URL) async throws -> [RegionEstimate] {
    try await database(in: folder).read { database in
      try String.fetchAll(database, sql: "SELECT json FROM estimate WHERE source = 'human'")
        .map { try JSONDecoder().decode(RegionEstimate.self, from: Data($0.utf8)) }
    }
  }

  @Test func `survives a relabel`() async throws {
    try await withCorrectedPage { store, folder in
      try await store.save(labels(seed: 2))
      #expect(try await human(in: folder) == [estimate(0, .human, seed: 5)])
      #expect(
        try await store.humanEstimates(of: labels().key) == [estimate(0, .human, seed: 5)])
      #expect(try await store.labels(of: labels().key) == labels(seed: 2).read)
    }
  }

  @Test func `survives a failure, which takes all else`() async throws {
    try await withCorrectedPage { store, folder in
      try await store.saveFailure(path: "scans/a.pdf", page: 1, reason: "out of memory")
      #expect(try await human(in: folder) == [estimate(0, .human, seed: 5)])
      let left = try #require(try await store.labels(of: labels().key))
      #expect(left.teacher.isEmpty && left.proposals.isEmpty && left.fused.isEmpty)
      #expect(left.text.words.isEmpty)
      // Nothing takes the page for labelled.
      #expect(left.fingerprint.isEmpty && left.textFingerprint.isEmpty)
      #expect(left.teacherFingerprint.isEmpty)
      try await store.save(labels(seed: 3))
      #expect(try await human(in: folder) == [estimate(0, .human, seed: 5)])
      #expect(try await store.labels(of: labels().key) == labels(seed: 3).read)
    }
  }
}
