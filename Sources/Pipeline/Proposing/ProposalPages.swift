import LabelStore
import Layout
import RegionProposals

/// The pages of a project as a language model is asked about them: those that have been read.
public struct ProposalPages: Sendable {
  /// A page with its rows.
  public struct Entry: Sendable {
    /// The page.
    public let page: Page
    /// What is asked about.
    public let asked: AskedPage
  }

  private let store: LabelStore
  /// Paths and numbers, by document, file name and number.
  public let keys: [PageKey]

  /// Lists a project's pages.
  ///
  /// - Parameters:
  ///   - sample: which of them; `nil` takes all.
  ///   - documents: which document a page is of.
  /// - Throws: `LabelStoreError`, `PageSampleError`.
  public init(
    _ store: LabelStore, sample: PageSample? = nil, documents: DocumentNames = DocumentNames()
  ) async throws {
    self.store = store
    let all = try await store.pageKeys()
    guard !all.isEmpty else { throw LabelStoreError.noPages(project: store.project.path) }
    keys = try Self.sorted(sample?.chosen(from: all, documents) ?? all, documents)
  }

  /// By document, file name and number, so that the order does not depend on where the files lie.
  private static func sorted(_ keys: [PageKey], _ documents: DocumentNames) -> [PageKey] {
    keys.map { (key: $0, document: documents.document(of: $0.path)) }.sorted {
      let (one, other) = ($0.key, $1.key)
      return ($0.document, DocumentNames.baseName(one.path), one.number, one.path)
        < ($1.document, DocumentNames.baseName(other.path), other.number, other.path)
    }.map(\.key)
  }

  /// A page with its rows; `nil` where it has gone meanwhile.
  ///
  /// - Throws: `LabelStoreError`.
  public func entry(_ key: PageKey) async throws(LabelStoreError) -> Entry? {
    guard let labels = try await store.labels(of: key) else { return nil }
    let turn = labels.page.turn
    let text = turn(labels.text)
    return Entry(
      page: labels.page,
      asked: AskedPage(
        rows: RowBuilder.rows(of: text, bounds: turn.turnedBounds), text: text,
        page: labels.page, teacher: labels.teacher.map { turn($0) }))
  }
}
