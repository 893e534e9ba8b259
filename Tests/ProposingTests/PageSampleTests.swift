import Foundation
import GalleyTesting
import LabelStore
import Layout
import Proposing
import RegionProposals
import Testing

@Suite("A sample of pages")
struct PageSampleTests {
  /// Pages of three documents: `a_0.png` … (10), `b.pdf` (4 pages), `c.png` (1), in a folder.
  private static func pages(
    _ folder: String, _ sample: PageSample?, in project: URL,
    documents: DocumentNames = DocumentNames()
  ) async throws -> [String] {
    let store = try LabelStore.open(project: project.appending(path: folder), create: true)
    try await store.adopt(.doclaynet)
    try await store.record(parameters: "{}", fingerprint: "f")
    let keys =
      (0..<10).map { PageKey(path: "\(folder)/a_\($0).png", number: 1) }
      + (1...4).map { PageKey(path: "\(folder)/b.pdf", number: $0) }
      + [PageKey(path: "\(folder)/c.png", number: 1)]
    for key in keys { try await store.save(.empty(key)) }
    return try await ProposalPages(store, sample: sample, documents: documents).keys.map {
      "\(DocumentNames.baseName($0.path)):\($0.number)"
    }
  }

  @Test("All pages stand in the order of document, name and number")
  func all() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let all = try await Self.pages("x", nil, in: folder)
      #expect(all == (0..<10).map { "a_\($0).png:1" } + (1...4).map { "b.pdf:\($0)" } + ["c.png:1"])
      let named = try await Self.pages(
        "y", nil, in: folder, documents: DocumentNames(["c.png": "0", "b.pdf": "1"]))
      #expect(named.first == "c.png:1" && named.last == "a_9.png:1")
    }
  }

  @Test(
    "Of each document at least so many, all of one that has fewer",
    arguments: [(5, 2), (8, 2), (8, 3), (15, 4), (9, 4), (40, 3)])
  func perDocument(_ pages: Int, _ perDocument: Int) async throws {
    try await Fixture.withTemporaryFolder { folder in
      let chosen = try await Self.pages(
        "x", PageSample(pages: pages, perDocument: perDocument, seed: 1), in: folder)
      #expect(chosen.count == min(15, pages) && Set(chosen).count == chosen.count)
      #expect(chosen.count { $0.hasPrefix("a_") } >= min(10, perDocument))
      #expect(chosen.count { $0.hasPrefix("b.pdf") } >= min(4, perDocument))
      #expect(chosen.contains("c.png:1"))
      #expect(chosen == chosen.sorted())
    }
  }

  @Test("It is the same wherever the files lie, and another with another seed")
  func sameAnywhere() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let sample = PageSample(pages: 6, perDocument: 1, seed: 1)
      let one = try await Self.pages("x", sample, in: folder)
      #expect(try await Self.pages("some/other place", sample, in: folder) == one)
      var seeds: Set<[String]> = []
      for seed in 0..<5 {
        seeds.insert(
          try await Self.pages("x", PageSample(pages: 6, perDocument: 1, seed: seed), in: folder))
      }
      #expect(seeds.count >= 4 && seeds.contains(one))
    }
  }

  @Test("Too few pages for the documents is an error that says how many are needed")
  func tooFew() async throws {
    try await Fixture.withTemporaryFolder { folder in
      let error = await #expect(throws: PageSampleError.self) {
        try await Self.pages("x", PageSample(pages: 6, perDocument: 3), in: folder)
      }
      #expect(
        error?.description
          == "6 pages are too few for 3 of each of 3 documents: ask for at least 7")
    }
  }
}

extension PageLabels {
  /// A page without anything on it.
  fileprivate static func empty(_ key: PageKey) -> PageLabels {
    PageLabels(
      page: Page(
        file: key.path, fileHash: "h", number: key.number, width: 300, height: 400, dpi: 100),
      text: PageText(words: [], origin: .ocr, reason: "made"), teacher: [], proposals: [],
      fused: [], classNames: Taxonomy.doclaynet.classes.map(\.name), fingerprint: "f",
      textFingerprint: "t", teacherFingerprint: "t", parameters: "f")
  }
}
