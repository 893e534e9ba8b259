import GRDB
import GalleyTesting
import LabelStore
import Layout
import Testing

@Suite("Writing a page")
struct TransactionTests {
  @Test func `that fails midway leaves the old page`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let store = try await store(in: folder)
      try await store.save(labels(seed: 1))
      // The disk, as it were, gives way at the second region.
      try await database(in: folder).write {
        try $0.execute(
          sql: """
            CREATE TRIGGER fault BEFORE INSERT ON region WHEN NEW.id = 1
            BEGIN SELECT RAISE(ABORT, 'fault'); END
            """)
      }
      let error = await #expect(throws: LabelStoreError.self) {
        try await store.save(labels(seed: 2))
      }
      #expect(error == .other(project: folder.path, reason: "fault"))
      #expect(try await store.labels(of: labels().key) == labels(seed: 1).read)
      #expect(try await integrity(in: folder) == "ok")
    }
  }

  @Test func `needs recorded parameters`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let store = try LabelStore.open(project: folder, create: true)
      await #expect(throws: LabelStoreError.self) { try await store.save(labels()) }
      #expect(try await store.pageKeys().isEmpty)
    }
  }

  @Test func `refuses numbers that cannot be read back`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let store = try await store(in: folder)
      try await store.save(labels(seed: 1))
      var broken = labels(seed: 2)
      broken.fused[1].box.x1 = .nan
      await #expect(throws: LabelStoreError.self) { try await store.save(broken) }
      #expect(try await store.labels(of: labels().key) == labels(seed: 1).read)
    }
  }
}
