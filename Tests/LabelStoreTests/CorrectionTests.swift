import Foundation
import GalleyTesting
import LabelStore
import Layout
import Testing

@Suite("What people decide")
struct CorrectionTests {
  private let key = labels().key

  /// A store with one page of two fused regions, the second for review.
  private func withPage(
    _ body: @Sendable (LabelStore, [String]) async throws -> Void
  ) async throws {
    try await Fixture.withTemporaryFolder { folder in
      let store = try await store(in: folder)
      try await store.adopt(.doclaynet)
      try await store.save(labels())
      try await body(store, RegionKey.keys(of: labels().fused))
    }
  }

  private func page(_ store: LabelStore) async throws -> AuditedPage {
    AuditedPage(
      try #require(try await store.labels(of: key)),
      corrections: try await store.corrections(of: key), taxonomy: .doclaynet)
  }

  private func save(
    _ store: LabelStore, _ edits: [CorrectionEdit], state: String? = "page-7", by: String = "anna"
  ) async throws -> CorrectionOutcome {
    try await store.save(edits, of: key, state: state, by: by, at: "2026-01-02T03:04:05Z")
  }

  private func accept(_ key: String, _ version: Int = 0) -> CorrectionEdit {
    CorrectionEdit(key: key, version: version, status: .accepted)
  }

  @Test func `is kept with who and when, and leaves the queue`() async throws {
    try await withPage { store, keys in
      #expect(try await store.queue(AuditFilter(), limit: 9).count == 2)
      let box = Box(x1: 1, y1: 2, x2: 30, y2: 40)
      var edit = accept(keys[1])
      (edit.box, edit.className) = (box, "Table")
      guard case .saved(let saved, let undecided) = try await save(store, [edit]) else {
        Issue.record("not saved")
        return
      }
      #expect(saved.map(\.key) == [keys[1]] && undecided == 1)
      let correction = try #require(try await store.corrections(of: key).first)
      #expect(correction.by == "anna" && correction.at == "2026-01-02T03:04:05Z")
      #expect(correction.version == 1 && correction.box == box)
      #expect(correction.className == "Table")
      #expect(correction.origin?.decision == .review && correction.origin?.parts.count == 2)
      #expect(try await store.queue(AuditFilter(), limit: 9).map(\.key) == [keys[0]])
    }
  }

  @Test func `of the second of two people is told, not lost nor kept`() async throws {
    try await withPage { store, keys in
      _ = try await save(store, [accept(keys[0])])
      let late = CorrectionEdit(key: keys[0], version: 0, status: .rejected)
      let outcome = try await save(store, [late, accept(keys[1])], by: "bert")
      guard case .conflict(let regions) = outcome else {
        Issue.record("\(outcome)")
        return
      }
      #expect(regions.map(\.key) == [keys[0]] && regions.first?.correction?.by == "anna")
      // All of a save or nothing.
      #expect(try await store.corrections(of: key).count == 1)
      guard
        case .saved = try await save(
          store, [CorrectionEdit(key: keys[0], version: 1, status: .rejected)], by: "bert")
      else {
        Issue.record("not saved")
        return
      }
      #expect(try await store.corrections(of: key).first?.by == "bert")
    }
  }

  @Test func `survives labelling anew, for regions that came in their place too`() async throws {
    try await withPage { store, keys in
      _ = try await save(store, [accept(keys[0])])
      var moved = region(0)
      moved.box.x1 += 0.5
      try await store.save(labels(regions: [moved, region(1, seed: 90)]))
      let page = try await page(store)
      #expect(page.decided == [true, false])
      #expect(
        page.regions.map(\.status).sorted { $0.rawValue < $1.rawValue } == [.accepted, .open])
      #expect(
        try await store.queue(AuditFilter(), limit: 9).map(\.key)
          == [RegionKey.keys(of: [region(1, seed: 90)])[0]])
    }
  }

  @Test func `survives a failure, which takes all else`() async throws {
    try await withPage { store, keys in
      _ = try await save(store, [accept(keys[0])])
      try await store.saveFailure(path: key.path, page: 1, reason: "out of memory")
      let left = try #require(try await store.labels(of: key))
      #expect(left.teacher.isEmpty && left.proposals.isEmpty && left.fused.isEmpty)
      // Nothing takes the page for labelled.
      #expect(left.fingerprint.isEmpty && left.textFingerprint.isEmpty)
      #expect(try await page(store).regions.map(\.key) == [keys[0]])
      try await store.save(labels())
      #expect(try await page(store).decided == [true, false])
    }
  }

  @Test func `that is taken back leaves the region open, and can be made again`() async throws {
    try await withPage { store, keys in
      let drawn = "h0123456789abcdef"
      var new = accept(drawn)
      (new.box, new.className) = (Box(x1: 5, y1: 5, x2: 50, y2: 50), "Picture")
      _ = try await save(store, [new, accept(keys[0])])
      #expect(try await page(store).regions.count == 3)
      _ = try await save(
        store,
        [drawn, keys[0]].map { CorrectionEdit(key: $0, version: 1, status: .open) })
      #expect(try await page(store).regions.map(\.status) == [.open, .open])
      _ = try await save(store, [accept(drawn, 2)])
      let page = try await page(store)
      #expect(page.regions.first { $0.key == drawn }?.box == new.box)
    }
  }

  @Test func `that is taken back gives the region its own box and class again`() async throws {
    try await withPage { store, keys in
      var moved = accept(keys[0])
      (moved.box, moved.className) = (Box(x1: 1, y1: 2, x2: 30, y2: 40), "Table")
      _ = try await save(store, [moved])
      _ = try await save(store, [CorrectionEdit(key: keys[0], version: 1, status: .open)])
      _ = try await save(store, [accept(keys[0], 2)])
      let correction = try #require(try await store.corrections(of: key).first)
      #expect(correction.version == 3 && correction.box == labels().fused[0].box)
      #expect(correction.className == classNames[labels().fused[0].classIndex])
    }
  }

  @Test func `that draws a region leaves others beside it alone`() async throws {
    try await withPage { store, keys in
      var drawn = accept("h0123456789abcdef")
      (drawn.box, drawn.className) = (labels().fused[0].box, "Text")
      _ = try await save(store, [drawn])
      #expect(try await page(store).regions.count == 3)
      guard
        case .saved = try await save(
          store, [CorrectionEdit(key: keys[0], version: 0, status: .rejected)])
      else {
        Issue.record("not saved")
        return
      }
    }
  }

  @Test func `follows the page to another resolution`() async throws {
    try await withPage { store, keys in
      var drawn = accept("h0123456789abcdef")
      (drawn.box, drawn.className) = (Box(x1: 10, y1: 20, x2: 30, y2: 40), "Text")
      _ = try await save(store, [drawn])
      var larger = labels(seed: 8)
      (larger.page.width, larger.page.height) = (1275 * 2, 1650 * 2)
      try await store.save(larger)
      let region = try #require(try await page(store).regions.first { $0.key == drawn.key })
      #expect(region.box == Box(x1: 20, y1: 40, x2: 60, y2: 80))
    }
  }

  @Test func `about a region whose parent is gone can still be made`() async throws {
    try await withPage { store, keys in
      var inside = accept(keys[0])
      inside.parent = .some(keys[1])
      _ = try await save(store, [inside])
      try await store.save(labels(regions: [region(0)]))
      guard
        case .saved = try await save(
          store, [CorrectionEdit(key: keys[0], version: 1, status: .rejected)])
      else {
        Issue.record("not saved")
        return
      }
    }
  }

  @Test func `that a page is done ends when something is open again`() async throws {
    try await withPage { store, keys in
      _ = try await save(store, [CorrectionEdit(key: keys[1], version: 0, status: .rejected)])
      _ = try await store.setDone(true, key, state: "page-7", by: "anna", at: "now")
      #expect(try await store.isDone(key))
      _ = try await save(store, [CorrectionEdit(key: keys[1], version: 1, status: .open)])
      #expect(try await !store.isDone(key))
      _ = try await save(store, [CorrectionEdit(key: keys[1], version: 2, status: .rejected)])
      _ = try await store.setDone(true, key, state: "page-7", by: "anna", at: "now")
      try await store.save(labels(regions: [region(0), region(1), region(2, seed: 90)]))
      #expect(try await !store.isDone(key))
    }
  }

  @Test func `that a page is done accepts what was accepted, once no review waits`() async throws {
    try await withPage { store, keys in
      let early = try await store.setDone(true, key, state: "page-7", by: "anna", at: "now")
      guard case .refused(let reason) = early else {
        Issue.record("\(early)")
        return
      }
      #expect(reason.contains("1 regions"))
      _ = try await save(store, [CorrectionEdit(key: keys[1], version: 0, status: .rejected)])
      _ = try await store.setDone(true, key, state: "page-7", by: "anna", at: "now")
      #expect(try await store.isDone(key))
      #expect(try await page(store).regions.allSatisfy { $0.status != .open })
    }
  }

  @Test func `is refused where it makes no sense, and changes nothing`() async throws {
    try await withPage { store, keys in
      func edit(_ change: (inout CorrectionEdit) -> Void) -> CorrectionEdit {
        var edit = accept(keys[0])
        change(&edit)
        return edit
      }
      let cases: [([CorrectionEdit], String)] = [
        ([edit { $0.box = Box(x1: 5, y1: 5, x2: 5, y2: 9) }], "at least 1 px"),
        ([edit { $0.box = Box(x1: .nan, y1: 5, x2: 9, y2: 9) }], "at least 1 px"),
        ([edit { $0.box = Box(x1: 5000, y1: 5, x2: 9000, y2: 9) }], "at least 1 px"),
        ([edit { $0.className = "Unicorn" }], "no class 'Unicorn'"),
        ([edit { $0.order = .infinity }], "no number"),
        ([edit { $0.parent = .some("f00") }], "no region 'f00'"),
        ([edit { $0.parent = .some(keys[0]) }], "within itself"),
        ([accept(keys[0]), accept(keys[0])], "named twice"),
        ([accept("zz")], "no such region"),
        ([accept("h0123456789abcdef")], "needs a box and a class"),
      ]
      for (edits, says) in cases {
        let outcome = try await save(store, edits)
        guard case .refused(let reason) = outcome else {
          Issue.record("\(says): \(outcome)")
          continue
        }
        #expect(reason.contains(says), "\(reason)")
      }
      #expect(try await store.corrections(of: key).isEmpty)
      guard case .relabelled = try await save(store, [accept(keys[0])], state: "other") else {
        Issue.record("labels of another state were corrected")
        return
      }
    }
  }
}
