import Foundation
import GRDB
import GalleyTesting
import LabelStore
import Layout
import Testing

@Suite("Opening a store")
struct OpeningTests {
  @Test func `that is not there says how to make one`() {
    let nowhere = URL(fileURLWithPath: "/nowhere/papers.galley")
    #expect(throws: LabelStoreError.noProject("/nowhere/papers.galley")) {
      try LabelStore.open(project: nowhere, create: false)
    }
  }

  @Test func `makes folders on the way`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let project = folder.appending(path: "new/papers.galley")
      _ = try LabelStore.open(project: project, create: true)
      _ = try LabelStore.open(project: project, create: false)
    }
  }

  @Test func `where a file is in the way fails`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let project = folder.appending(path: "papers.galley")
      try Data("x".utf8).write(to: project)
      let error = #expect(throws: LabelStoreError.self) {
        try LabelStore.open(project: project, create: true)
      }
      #expect(error?.description.hasPrefix("\(project.path): cannot be made: ") == true)
    }
  }

  @Test func `of a newer version is refused, and left alone`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      _ = try await store(in: folder)
      try await database(in: folder).write {
        try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('99: something new')")
      }
      #expect(throws: LabelStoreError.newer(project: folder.path)) {
        try LabelStore.open(project: folder, create: true)
      }
      #expect(try await integrity(in: folder) == "ok")
    }
  }

  @Test(
    "that is damaged says so",
    arguments: ["", "not a database, but long enough to have a header of a hundred bytes or more"])
  func damaged(start: String) async throws {
    try await Fixture.withTemporaryFolder { folder in
      let file = folder.appending(path: "galley.sqlite")
      try await store(in: folder).save(labels())
      try await database(in: folder).writeWithoutTransaction {
        try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
      }
      var bytes = try Data(contentsOf: file)
      if start.isEmpty {
        // All pages but the first are overwritten.
        bytes.replaceSubrange(4096..., with: Data(repeating: 0x5A, count: bytes.count - 4096))
      } else {
        bytes = Data(String(repeating: start, count: 4).utf8)
      }
      try bytes.write(to: file)
      await #expect(throws: LabelStoreError.notADatabase(project: folder.path)) {
        let store = try LabelStore.open(project: folder, create: false)
        _ = try await store.labels(of: labels().key)
      }
    }
  }

  @Test func `that may only be read can be read and not written`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let file = folder.appending(path: "galley.sqlite")
      try await store(in: folder).save(labels())
      try await database(in: folder).writeWithoutTransaction {
        try $0.execute(sql: "PRAGMA journal_mode = DELETE")
      }
      // A file whose header asks for a later way of writing may only be read, even by root.
      let handle = try FileHandle(forWritingTo: file)
      try handle.seek(toOffset: 18)
      try handle.write(contentsOf: Data([9]))
      try handle.close()
      await #expect(throws: LabelStoreError.readOnly(project: folder.path)) {
        let store = try LabelStore.open(project: folder, create: false)
        try await store.save(labels(seed: 2))
      }
    }
  }

  @Test(
    "or using it fails with what to do",
    arguments: [
      (.noProject("p.galley"), "galley label INPUT --project p.galley"),
      (.noPages(project: "p.galley"), "galley label INPUT --project p.galley"),
      (
        .otherTaxonomy(project: "p.galley", existing: "doclaynet", wanted: "publaynet"),
        "use --taxonomy doclaynet, or another project folder for 'publaynet'"
      ), (.otherTaxonomy(project: "p.galley", existing: "mine", wanted: "mine"), "as it was"),
      (.cannotCreate(project: "p.galley", reason: "no room"), "no room"),
      (.newer(project: "p.galley"), "update"), (.notADatabase(project: "p.galley"), "move it away"),
      (.readOnly(project: "p.galley"), "permissions"),
      (.diskFull(project: "p.galley"), "make room"),
      (.busy(project: "p.galley"), "wait"), (.other(project: "p.galley", reason: "odd"), "odd"),
    ] as [(LabelStoreError, String)])
  func errorTexts(error: LabelStoreError, advice: String) {
    #expect(error.description.hasPrefix("p.galley"))
    #expect(error.description.contains(advice))
  }
}
