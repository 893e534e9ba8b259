import Foundation
import GalleyTesting
import LabelStore
import Layout
import Testing

@Suite("The queue of an audit")
struct AuditQueueTests {
  private func withPages(_ body: @Sendable (LabelStore) async throws -> Void) async throws {
    try await Fixture.withTemporaryFolder { folder in
      let store = try await store(in: folder)
      try await store.adopt(.doclaynet)
      for (index, path) in ["/home/anna/b.pdf", "/home/anna/a.pdf"].enumerated() {
        try await store.save(
          labels(
            path, 1, seed: UInt64(20 + index),
            regions: [
              region(0, seed: UInt64(30 + index), classIndex: 2),
              region(1, seed: UInt64(40 + index), decision: .review, sources: [.teacher]),
            ]))
      }
      try await body(store)
    }
  }

  @Test func `begins with those for review, and then goes by gain`() async throws {
    try await withPages { store in
      let queue = try await store.queue(AuditFilter(), limit: 9)
      #expect(queue.count == 4)
      #expect(queue.prefix(2).allSatisfy { $0.gain >= 1 })
      #expect(queue.map(\.gain) == queue.map(\.gain).sorted(by: >))
      #expect(queue.allSatisfy { !$0.document.contains("/") && !$0.page.contains("anna") })
      #expect(
        try await store.queue(AuditFilter(), offset: 1, limit: 2).map(\.key)
          == queue[1..<3].map(\.key))
    }
  }

  @Test(arguments: AuditFilter.Order.allCases)
  func `is filtered by class, source, mark, score and document`(
    order: AuditFilter.Order
  ) async throws {
    try await withPages { store in
      let cases: [(Int, @Sendable (inout AuditFilter) -> Void)] = [
        (2, { $0.className = classNames[2] }), (2, { $0.source = .textRules }),
        (4, { $0.source = .teacher }), (0, { $0.source = .languageModel }),
        (4, { $0.flag = "conflict" }), (0, { $0.flag = "class_flip" }),
        (2, { $0.document = "A.PDF" }), (0, { $0.document = "anna" }),
        (0, { $0.scores = 0...0.000001 }), (0, { $0.flag = "'" }),
        (
          2,
          {
            $0.className = classNames[2]
            ($0.source, $0.flag, $0.document) = (.textRules, "conflict", "pdf")
          }
        ),
      ]
      for (count, change) in cases {
        var filter = AuditFilter()
        filter.order = order
        change(&filter)
        let found = try await store.queue(filter, limit: 9).count
        let counted = try await store.queueCount(filter, upTo: 9)
        #expect(found == count && counted == count, "\(filter)")
      }
    }
  }

  @Test func `in random order holds the same regions, and in page order goes page by page`()
    async throws
  {
    try await withPages { store in
      var filter = AuditFilter()
      filter.order = .random
      let random = try await store.queue(filter, limit: 9)
      filter.order = .page
      let paged = try await store.queue(filter, limit: 9)
      #expect(Set(random.map(\.key)) == Set(paged.map(\.key)))
      #expect(paged.map(\.document) == ["a.pdf", "a.pdf", "b.pdf", "b.pdf"])
    }
  }

  @Test(arguments: AuditFilter.Order.allCases)
  func `goes on after a region, whoever decides meanwhile`(order: AuditFilter.Order) async throws {
    try await withPages { store in
      var filter = AuditFilter()
      filter.order = order
      let all = try await store.queue(filter, limit: 9).map(\.key)
      let first = try await store.queue(filter, limit: 2)
      let last = try #require(first.last)
      for region in first {
        _ = try await store.save(
          [CorrectionEdit(key: region.key, version: 0, status: .rejected)],
          of: try #require(try await store.page(token: region.page)), state: nil, by: "anna",
          at: "2026-01-02T03:04:05Z")
      }
      let place = QueuePlace(page: last.page, key: last.key)
      #expect(try await store.queue(filter, after: place, limit: 9).map(\.key) == Array(all[2...]))
      let gone = QueuePlace(page: last.page, key: "gone")
      #expect(
        try await store.queue(filter, after: gone, offset: 1, limit: 9).map(\.key)
          == Array(all[3...]))
    }
  }

  @Test func `finds pages by token, and their neighbours`() async throws {
    try await withPages { store in
      let pages = try await store.pages(document: "", offset: 0, limit: 9)
      #expect(pages.total == 2 && pages.pages.map(\.undecided) == [2, 2])
      let first = try #require(try await store.page(token: pages.pages[0].token))
      #expect(first == PageKey(path: "/home/anna/a.pdf", number: 1))
      let neighbours = try await store.neighbours(of: first)
      #expect(neighbours.previous == nil && neighbours.next == pages.pages[1].token)
      #expect(try await store.page(token: "gone") == nil)
    }
  }
}

@Suite("The expected gain of a look")
struct ExpectedGainTests {
  private func seen(_ box: Box, _ classIndex: Int, _ source: EstimateSource) -> RegionEstimate {
    var estimate = estimate(0, source, classIndex: classIndex)
    estimate.box = box
    return estimate
  }

  private func gain(
    _ change: (inout FusedRegion) -> Void = { _ in },
    teacher: Box = Box(x: 0, y: 0, width: 100, height: 50), teacherClass: Int = 9
  ) -> Double {
    let box = Box(x: 0, y: 0, width: 100, height: 50)
    var fused = region(0)
    fused.box = box
    fused.variance = BoxVariance(uniform: 1)
    fused.score = 0.99
    change(&fused)
    return ExpectedGain([seen(teacher, teacherClass, .teacher), seen(box, 9, .textRules)])(fused)
  }

  @Test func `is more where something may be wrong`() {
    let sure = gain()
    #expect(gain({ $0.variance = BoxVariance(uniform: 400) }) > sure + 0.2)
    #expect(gain(teacher: Box(x: 0, y: 0, width: 50, height: 50)) > sure + 0.2)
    #expect(gain(teacherClass: 3) > sure + 0.2)
    #expect(gain({ $0.score = 0.5 }) > sure + 0.2)
    #expect(gain({ $0.decision = .review }) >= 1)
  }

  @Test func `is nothing for what was left out rightly, and something for the overlooked`() {
    #expect(gain({ ($0.decision, $0.score) = (.ignored, 0.05) }) == 0)
    #expect(gain({ ($0.decision, $0.score) = (.ignored, 0.6) }) > 0.5)
  }
}
