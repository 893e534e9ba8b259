import GalleyTesting
import LabelStore
import Layout
import Testing

@Suite("Labels in a store")
struct RoundTripTests {
  @Test("come back bit for bit", arguments: 0..<8 as Range<UInt64>)
  func roundTrip(seed: UInt64) async throws {
    try await Fixture.withTemporaryFolder { folder in
      var saved = labels(seed: seed)
      saved.text.words[0].strokeWidth = 1.0 / 3
      saved.text.graphics = [PageGraphic(kind: .line, box: saved.text.words[0].box)]
      let store = try await store(in: folder)
      try await store.save(saved)
      #expect(try await store.labels(of: saved.key) == saved.read)
      // And from the file, not from a cache.
      let again = try LabelStore.open(project: folder, create: false)
      #expect(try await again.labels(of: saved.key) == saved.read)
    }
  }

  @Test(
    "keep extreme numbers",
    arguments: [Double.leastNonzeroMagnitude, .greatestFiniteMagnitude, 0.1 + 0.2, -0.0, 1.0 / 3])
  func extremes(value: Double) async throws {
    try await Fixture.withTemporaryFolder { folder in
      var saved = labels()
      saved.teacher[0].box.x1 = value
      let store = try await store(in: folder)
      try await store.save(saved)
      let read = try #require(try await store.labels(of: saved.key)?.teacher[0].box.x1)
      #expect(read == value)
    }
  }

  @Test func `may have no words and no regions`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      var saved = labels(regions: [])
      saved.text = PageText(words: [], origin: .none, reason: "blank")
      saved.teacher = []
      saved.proposals = []
      let store = try await store(in: folder)
      try await store.save(saved)
      #expect(try await store.labels(of: saved.key) == saved.read)
    }
  }

  @Test func `are listed by path and number, whatever the order of writing`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let store = try await store(in: folder)
      for (path, number) in [("b.pdf", 10), ("b.pdf", 9), ("a.jpg", 1)] {
        try await store.save(labels(path, number))
      }
      let keys = try await store.pageKeys()
      #expect(keys.map(\.path) == ["a.jpg", "b.pdf", "b.pdf"])
      #expect(keys.map(\.number) == [1, 9, 10])
    }
  }

  @Test func `are known by their fingerprint`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let store = try await store(in: folder)
      try await store.save(labels(seed: 3))
      #expect(
        try await store.fingerprints(of: PageKey(path: "scans/a.pdf", number: 1))?.labels
          == "page-3")
      #expect(try await store.fingerprints(of: PageKey(path: "scans/a.pdf", number: 2)) == nil)
      #expect(try await store.labels(of: PageKey(path: "b.pdf", number: 1)) == nil)
    }
  }

  @Test func `replace those of the same page`() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let store = try await store(in: folder)
      try await store.save(labels(seed: 1))
      try await store.save(labels(seed: 2, regions: [region(0, seed: 2)]))
      let read = try #require(try await store.labels(of: labels().key))
      #expect(read == labels(seed: 2, regions: [region(0, seed: 2)]).read)
      #expect(try await store.pageKeys().count == 1)
    }
  }
}
