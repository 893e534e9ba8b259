import LabelStore
import Layout
import RegionProposals

/// The pages of a project as a language model is asked about them: those that have been read.
public struct ProposalPages: Sendable {
  /// A page with its rows.
  public struct Entry: Sendable {
    /// The page.
    public let page: Page
    /// Its words.
    public let text: PageText
    /// Its rows.
    public let rows: PageRows
  }

  private let store: LabelStore
  /// Paths and numbers, in order.
  public let keys: [PageKey]

  /// Lists a project's pages.
  ///
  /// - Throws: `LabelStoreError`.
  public init(_ store: LabelStore) async throws(LabelStoreError) {
    self.store = store
    keys = try await store.pageKeys()
    guard !keys.isEmpty else { throw .noPages(project: store.project.path) }
  }

  /// A page with its rows; `nil` where it has gone meanwhile.
  ///
  /// - Throws: `LabelStoreError`.
  public func entry(_ key: PageKey) async throws(LabelStoreError) -> Entry? {
    guard let labels = try await store.labels(of: key) else { return nil }
    return Entry(
      page: labels.page, text: labels.text,
      rows: RowBuilder.rows(of: labels.text, bounds: labels.page.bounds))
  }
}
