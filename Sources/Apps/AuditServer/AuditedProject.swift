import Foundation
import Hummingbird
import LabelStore
import Layout

/// A project while people audit it.
struct AuditedProject: Sendable {
  let store: LabelStore
  let taxonomy: Taxonomy
  /// Under whose name decisions are kept, of visitors who gave none.
  let user: String
  /// Whether others than the user may visit.
  let hasVisitors: Bool
  let pictures: PagePictures

  /// Under whose name a request's decisions are kept.
  func user(of request: Request) -> String {
    hasVisitors ? VisitorName(of: request)?.text ?? user : user
  }

  func classIndex(_ name: String) -> Int? { taxonomy.classes.firstIndex { $0.name == name } }

  /// The page that goes by a token.
  func key(of token: String) async throws -> PageKey {
    guard let key = try await store.page(token: token) else { throw Self.gone }
    return key
  }

  static let gone = RequestError(
    .notFound, "the page is not in the project any more: reload to see what is")

  /// A page with its regions as they stand.
  func answer(_ key: PageKey, token: String) async throws -> PageAnswer {
    guard let labels = try await store.labels(of: key) else { throw Self.gone }
    let page = AuditedPage(
      labels, corrections: try await store.corrections(of: key), taxonomy: taxonomy)
    let neighbours = try await store.neighbours(of: key)
    return PageAnswer(
      page: token, document: Self.document(key), number: key.number, width: labels.page.width,
      height: labels.page.height, state: labels.fingerprint, previous: neighbours.previous,
      next: neighbours.next, done: try await store.isDone(key),
      notes: labels.notes.map { $0.replacing(key.path, with: Self.document(key)) },
      regions: answers(page.regions, of: page, labels))
  }

  /// Regions of a page, as the page tells them.
  func answers(
    _ regions: [AuditedRegion], of page: AuditedPage, _ labels: PageLabels
  ) -> [RegionAnswer] {
    let keys = Dictionary(
      page.regions.compactMap { region in region.fused.map { ($0.id, region.key) } }
    ) { first, _ in first }
    let estimates = labels.teacher + labels.proposals
    return regions.map {
      RegionAnswer($0, keys: keys, estimates: estimates, words: labels.text.words)
    }
  }

  /// The same, by the labels as they are now.
  func answers(_ regions: [AuditedRegion], of key: PageKey) async throws -> [RegionAnswer] {
    guard let labels = try await store.labels(of: key) else { throw Self.gone }
    let page = AuditedPage(
      labels, corrections: try await store.corrections(of: key), taxonomy: taxonomy)
    return answers(regions, of: page, labels)
  }

  private static func document(_ key: PageKey) -> String {
    URL(fileURLWithPath: key.path).lastPathComponent
  }
}
