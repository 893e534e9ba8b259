import AuditServer
import Foundation
import GalleyTesting
import LabelStore
import Layout
import PageImages
import Testing

/// A labelled page, and a server at work on it.
struct ServedPage {
  let folder: URL
  let client: AuditClient
  /// The page's token, and the key of the region that is asked about first.
  let token: String
  let key: String
  /// What its labels are known by.
  let state: String

  /// Serves a page of two regions, and ends the server.
  static func with(_ body: (ServedPage) async throws -> Void) async throws {
    try await Fixture.withTemporaryFolder { folder in
      let store = try await labelledStore(in: folder)
      let (ports, told) = AsyncStream.makeStream(of: Int.self)
      let serving = Task {
        defer { told.finish() }
        try await AuditServer(store, AuditServer.Settings(user: "anna")).run { told.yield($0) }
      }
      do {
        let client = AuditClient(port: try #require(await ports.first { _ in true }))
        let (token, key) = try #require(try await client.firstInQueue())
        let state = try await client.get("api/pages/\(token)").json["state"] as? String
        try await body(
          ServedPage(
            folder: folder, client: client, token: token, key: key, state: try #require(state)))
      } catch {
        serving.cancel()
        throw error
      }
      serving.cancel()
      try await serving.value
    }
  }

  /// An edit of the region, as the page sends it.
  func edit(_ more: [String: Any] = [:]) -> [String: Any] {
    ["key": key, "version": 0, "status": "accepted"].merging(more) { $1 }
  }

  private static func labelledStore(in folder: URL) async throws -> LabelStore {
    let file = folder.appending(path: "page.jpg")
    try FileManager.default.copyItem(at: Fixture.file("pages/PMC4972521_00010.jpg"), to: file)
    let page = try await PageSource.open(file.path).render(page: 1, dpi: 72).page
    let regions = [(Box(x: 20, y: 20, width: 200, height: 90), 0.9), (page.bounds, 0.4)]
    let estimates = regions.enumerated().map { index, region in
      RegionEstimate(
        id: index, box: region.0, variance: BoxVariance(uniform: 4),
        classProbabilities: [0.7, 0.1, 0.1, 0.05, 0.05], score: region.1, source: .teacher,
        evidence: Evidence(model: "made-up"))
    }
    let store = try LabelStore.open(project: folder.appending(path: "p.galley"), create: true)
    try await store.record(parameters: "{}", fingerprint: "parameters")
    try await store.adopt(.publaynet)
    try await store.save(
      PageLabels(
        page: page, text: PageText(words: [], origin: .none, reason: "not read"),
        teacher: estimates, proposals: [],
        fused: estimates.map {
          FusedRegion(
            id: $0.id, box: $0.box, variance: $0.variance,
            classProbabilities: $0.classProbabilities, score: $0.score,
            contributions: [
              Contribution(
                source: .teacher, estimate: $0.id, boxWeights: [1, 1, 1, 1], classWeight: 1)
            ], decision: .review, reason: "one source alone")
        }, classNames: Taxonomy.publaynet.classes.map(\.name), fingerprint: "page-1",
        textFingerprint: "text", teacherFingerprint: "teacher", parameters: "parameters"))
    return store
  }
}
