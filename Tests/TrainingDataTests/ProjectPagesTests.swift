import Foundation
import GalleyTesting
import LabelStore
import Layout
import Testing
import TrainingData

@Suite("Pages of a project")
struct ProjectPagesTests {
  private func fused(
    _ id: Int, y: Double, classIndex: Int = 0, decision: Decision = .accepted
  ) -> FusedRegion {
    var probabilities = [0.1, 0.1, 0.1, 0.1, 0.1]
    probabilities[classIndex] = 0.6
    return FusedRegion(
      id: id, box: Box(x: 10, y: y, width: 80, height: 20), variance: BoxVariance(uniform: 4),
      classProbabilities: probabilities, score: 0.8, contributions: [], decision: decision,
      reason: "test")
  }

  private func read(
    _ regions: [FusedRegion], edits: [CorrectionEdit] = [], isDone: Bool = false,
    taxonomy: Taxonomy = .publaynet, classMap: ClassMap = ClassMap(), withImage: Bool = true
  ) async throws -> TrainingSet {
    try await Fixture.withTemporaryFolder { folder in
      let store = try LabelStore.open(project: folder, create: true)
      let image = folder.appending(path: "act_1.png").path
      if withImage { try Data().write(to: URL(fileURLWithPath: image)) }
      try await store.adopt(.publaynet)
      try await store.record(parameters: "{}", fingerprint: "p")
      try await store.save(
        PageLabels(
          page: Page(
            file: image, fileHash: "c0ffee", number: 1, width: 100, height: 150, dpi: 75),
          text: PageText(words: [], origin: .none, reason: "test"), teacher: [],
          proposals: [], fused: regions, classNames: Taxonomy.publaynet.classes.map(\.name),
          fingerprint: "f", textFingerprint: "t", teacherFingerprint: "d", parameters: "p"))
      let key = PageKey(path: image, number: 1)
      _ = try await store.save(edits, of: key, state: nil, by: "anna", at: "2026-01-02")
      if isDone {
        _ = try await store.setDone(true, key, state: nil, by: "anna", at: "2026-01-02")
      }
      return try await ProjectPages.read(store, taxonomy: taxonomy, classMap: classMap)
    }
  }

  @Test func `are pseudo-labelled, and what was not accepted is ignored`() async throws {
    let set = try await read([
      fused(0, y: 10), fused(1, y: 40, decision: .review), fused(2, y: 70, decision: .ignored),
    ])
    let page = try #require(set.pages.first)
    #expect(page.document.hasSuffix("/act"))
    #expect(page.image == PageReference(file: page.image.file, dpi: 75, fileHash: "c0ffee"))
    #expect(page.image.file.hasSuffix("/act_1.png"))
    #expect(page.regions.map(\.isIgnored) == [false, true, true])
    #expect(page.regions.allSatisfy { $0.source == .pseudo && $0.confidence == 0.8 })
    #expect(page.regions.first?.variance == BoxVariance(uniform: 4))
    #expect(near(page.regions.first?.classProbabilities ?? [], [0.6, 0.1, 0.1, 0.1, 0.1], 1e-12))
  }

  @Test func `take what people decided for true`() async throws {
    let regions = [fused(0, y: 10), fused(1, y: 60), fused(2, y: 100)]
    let keys = RegionKey.keys(of: regions)
    let page = try #require(
      try await read(
        regions,
        edits: [
          CorrectionEdit(
            key: keys[0], version: 0, status: .accepted,
            box: Box(x: 10, y: 12, width: 80, height: 20), className: "title"),
          CorrectionEdit(key: keys[2], version: 0, status: .rejected),
        ]
      ).pages.first)
    #expect(page.regions.map(\.source) == [.human, .pseudo])
    #expect(page.regions.map(\.classIndex) == [1, 0])
    #expect(page.regions[0].variance == BoxVariance(uniform: 0))
    #expect(page.regions[0].box.y1 == 12 && page.regions[1].box.y1 == 60)
  }

  @Test func `that a person is done with leave nothing open`() async throws {
    let page = try #require(
      try await read([fused(0, y: 10), fused(1, y: 60, decision: .ignored)], isDone: true)
        .pages.first)
    #expect(page.regions.map(\.source) == [.human])
  }

  @Test func `follow a class map, probabilities too`() async throws {
    let taxonomy = try Taxonomy(
      name: "two",
      classes: [.init(name: "ink", roles: [.text]), .init(name: "art", roles: [.figure])])
    let map = ClassMap([
      "text": "ink", "title": "ink", "list": nil, "table": "art", "figure": "art",
    ])
    let set = try await read(
      [fused(0, y: 10), fused(1, y: 40, classIndex: 2), fused(2, y: 70, classIndex: 4)],
      taxonomy: taxonomy, classMap: map)
    #expect(set.leftOutBoxes == 1)
    #expect(set.pages.first?.regions.map(\.classIndex) == [0, 1])
    let probabilities = try #require(set.pages.first?.regions.first?.classProbabilities)
    #expect(near(probabilities, [0.7 / 0.9, 0.2 / 0.9], 1e-12))
  }

  @Test func `are skipped where the file has gone`() async throws {
    let set = try await read([fused(0, y: 10)], withImage: false)
    #expect(set.pages.isEmpty)
    let skipped = try #require(set.skipped.first)
    #expect(skipped.error.description.contains("act_1.png: no such file"))
  }

  @Test func `refuse a taxonomy without a class of theirs`() async throws {
    let taxonomy = try Taxonomy(name: "one", classes: [.init(name: "stamp", roles: [.text])])
    await #expect(throws: TrainingDataError.self) {
      try await read([fused(0, y: 10)], taxonomy: taxonomy)
    }
  }
}
