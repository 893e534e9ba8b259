import GalleyTesting
import LabelStore
import Layout
import Testing

@Suite("Failures")
struct FailureTests {
  @Test func `are recorded, in order, and replace the page's labels`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let store = try await store(in: folder)
      try await store.save(labels())
      try await store.saveFailure(path: "scans/a.pdf", page: 1, reason: "first")
      try await store.saveFailure(path: "scans/a.pdf", page: 1, reason: "it is damaged")
      try await store.saveFailure(path: "b.pdf", page: 0, reason: "it is encrypted")
      let failures = try await store.failures()
      #expect(failures.map(\.path) == ["b.pdf", "scans/a.pdf"])
      #expect(failures.map(\.page) == [nil, 1])
      #expect(failures.map(\.reason) == ["it is encrypted", "it is damaged"])
      #expect(try await store.labels(of: labels().key) == nil)
    }
  }

  @Test func `go when the page is labelled`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let store = try await store(in: folder)
      try await store.saveFailure(path: "scans/a.pdf", page: 1, reason: "x")
      try await store.saveFailure(path: "scans/a.pdf", page: 2, reason: "y")
      try await store.save(labels())
      #expect(try await store.failures().map(\.page) == [2])
    }
  }

  @Test func `of a whole file go when it opens, and its pages stay`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let store = try await store(in: folder)
      try await store.save(labels())
      try await store.saveFailure(path: "scans/a.pdf", page: 0, reason: "unreadable")
      #expect(try await store.pageKeys().count == 1)
      try await store.saveFailure(path: "scans/a.pdf", page: 2, reason: "y")
      try await store.saveSource(path: "scans/a.pdf", hash: "1", format: "pdf", pageCount: 3)
      #expect(try await store.failures().map(\.page) == [2])
    }
  }

  @Test func `and labels of pages that a shrunken file no longer has go`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let store = try await store(in: folder)
      for number in 1...4 { try await store.save(labels("a.pdf", number)) }
      try await store.save(labels("b.pdf", 4))
      try await store.saveFailure(path: "a.pdf", page: 5, reason: "x")
      try await store.saveSource(path: "a.pdf", hash: "2", format: "pdf", pageCount: 2)
      let keys = try await store.pageKeys()
      #expect(keys.map { "\($0.path) \($0.number)" } == ["a.pdf 1", "a.pdf 2", "b.pdf 4"])
      #expect(try await store.failures().isEmpty)
      #expect(try await store.summary().byDecision == ["accepted": 3, "review": 3])
    }
  }
}
