import Foundation
import Interchange
import LabelStore
import Layout
import PageImages

/// Writes a project's pages as an HTML proof, those in most disagreement first.
///
/// Holds one page at a time: the pages are ranked in a first pass, drawn and written in a second.
public struct ProofWriter: Sendable {
  private let store: LabelStore
  private let password: String?
  private let limits: RenderLimits

  /// Longest side of the pages' pictures, pixels.
  private static let pictureSide = 1200

  /// Prepares a proof of a project.
  public init(store: LabelStore, password: String? = nil, limits: RenderLimits = RenderLimits()) {
    self.store = store
    self.password = password
    self.limits = limits
  }

  /// Writes the proof.
  ///
  /// - Parameters:
  ///   - maximumPages: how many pages are shown; the summary counts all.
  ///   - output: the file; `nil` is standard output.
  ///   - warn: told of pages whose picture cannot be drawn any more.
  /// - Returns: pages shown, and pages in the project.
  /// - Throws: `InterchangeError`, `LabelStoreError`.
  public func write(
    to output: URL?, maximumPages: Int, warn: (String) -> Void
  ) async throws -> (shown: Int, all: Int) {
    let taxonomy = try await store.taxonomy()
    let failures = try await store.failures()
    var summary = ProofSummary(
      title: store.project.deletingPathExtension().lastPathComponent,
      failures: failures.map { .init(file: $0.path, page: $0.page, reason: $0.reason) })
    var ranking: [(key: PageKey, disagreement: Double)] = []
    for key in try await store.pageKeys() {
      guard let page = try await store.labels(of: key)?.labelledPage else { continue }
      summary.add(page)
      ranking.append((key, page.disagreement))
    }
    ranking = ranking.enumerated().sorted {
      ($1.element.disagreement, $0.offset) < ($0.element.disagreement, $1.offset)
    }.map(\.element)
    let proof = try HTMLProof(taxonomy: taxonomy, summary: summary, output: output)
    for (key, _) in ranking.prefix(maximumPages) {
      guard let page = try await store.labels(of: key)?.labelledPage else { continue }
      var picture: Data?
      do {
        picture = try await draw(page.page)
      } catch {
        warn("\(key.path) page \(key.number) is shown without its picture: \(error)")
      }
      try proof.append(page, image: picture)
    }
    try proof.finish()
    return (proof.pageCount, ranking.count)
  }

  /// The page as JPEG, drawn no larger than it is shown.
  private func draw(_ page: Page) async throws(PageImagesError) -> Data {
    let source = try await PageSource.open(page.file, password: password, limits: limits)
    guard source.fileHash == page.fileHash else { throw .changed(file: page.file) }
    let scale = min(1, Double(Self.pictureSide) / Double(max(page.width, page.height)))
    let rendered = try await source.render(page: page.number, dpi: page.dpi * scale)
    return try ImageEncoding.data(
      rendered.image, as: .jpeg(quality: 80), maximumSide: Self.pictureSide)
  }
}
