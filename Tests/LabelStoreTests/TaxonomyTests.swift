import GRDB
import GalleyTesting
import LabelStore
import Layout
import Testing

@Suite("A project's classes")
struct TaxonomyTests {
  @Test func `are not known before anything is labelled`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let store = try await store(in: folder)
      await #expect(throws: LabelStoreError.noPages(project: folder.path)) {
        try await store.taxonomy()
      }
    }
  }

  @Test func `can be changed until the first page is labelled`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let store = try await store(in: folder)
      try await store.adopt(.publaynet)
      try await store.adopt(.doclaynet)
      #expect(try await store.taxonomy() == .doclaynet)
      try await store.save(labels())
      try await store.adopt(.doclaynet)
      await #expect(
        throws: LabelStoreError.otherTaxonomy(
          project: folder.path, existing: "doclaynet", wanted: "publaynet")
      ) { try await store.adopt(.publaynet) }
      #expect(try await store.taxonomy() == .doclaynet)
    }
  }

  @Test func `of the same name are told apart`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let store = try await store(in: folder)
      try await store.adopt(.publaynet)
      try await store.save(labels())
      var renamed = Taxonomy.publaynet
      renamed.classes[0].name = "paragraph"
      await #expect(throws: LabelStoreError.self) { try await store.adopt(renamed) }
    }
  }

  @Test func `are written the same way every time`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let store = try await store(in: folder)
      try await store.adopt(
        try Taxonomy(name: "one", classes: [.init(name: "a/b", roles: [.text])]))
      let json = try await database(in: folder).read {
        try String.fetchOne($0, sql: "SELECT taxonomy FROM project")
      }
      #expect(
        json == #"{"classes":[{"description":"","name":"a/b","roles":["text"]}],"name":"one"}"#)
    }
  }
}
