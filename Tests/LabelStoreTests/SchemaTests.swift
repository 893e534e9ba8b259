import Foundation
import GRDB
import GalleyTesting
import LabelStore
import Layout
import Testing

// `Fixtures/label-store/` keeps what each version of the schema looks like (`schema-N.sql`) and a
// store that version 1 wrote (`version-1.sql`). They are never edited: a released migration stays
// as it is, and a change of the schema is a new migration with a new golden file.

@Suite("The schema")
struct SchemaTests {
  private let latest = 3

  @Test func `is that of the latest golden file`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      _ = try LabelStore.open(project: folder, create: true)
      let made = try await schema(in: folder)
      let golden = try String(
        contentsOf: Fixture.file("label-store/schema-\(latest).sql"), encoding: .utf8)
      #expect(made == golden)
    }
  }

  @Test func `of version 1 is taken over with its pages`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let dump = try String(contentsOf: Fixture.file("label-store/version-1.sql"), encoding: .utf8)
      // The dump's tables come in the order of their names.
      var configuration = Configuration()
      configuration.foreignKeysEnabled = false
      let file = folder.appending(path: "galley.sqlite")
      try await DatabaseQueue(path: file.path, configuration: configuration)
        .write { try $0.execute(sql: dump) }
      let store = try LabelStore.open(project: folder, create: false)
      #expect(try await store.labels(of: labels().key) == labels().read)
      #expect(try await store.taxonomy() == .doclaynet)
      #expect(try await store.failures().map(\.reason) == ["it is encrypted"])
      let made = try await schema(in: folder)
      let golden = try String(
        contentsOf: Fixture.file("label-store/schema-\(latest).sql"), encoding: .utf8)
      #expect(made == golden)
    }
  }

  /// The statements that make the tables, with the migrations that ran.
  private func schema(in folder: URL) async throws -> String {
    try await database(in: folder).read { database in
      let tables = try String.fetchAll(
        database, sql: "SELECT sql FROM sqlite_master WHERE sql NOT NULL ORDER BY type, name")
      let migrations = try String.fetchAll(
        database, sql: "SELECT identifier FROM grdb_migrations ORDER BY rowid")
      return (tables.map { $0 + ";" } + migrations.map { "-- migration " + $0 })
        .joined(separator: "\n") + "\n"
    }
  }
}
