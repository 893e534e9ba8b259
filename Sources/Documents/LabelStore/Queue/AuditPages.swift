import GRDB
import Layout

/// A page as a list of pages shows it.
public struct AuditPageEntry: Hashable, Sendable {
  /// Names the page to others.
  public var token: String
  /// File name without folders.
  public var document: String
  /// Page number, from 1.
  public var number: Int
  /// Regions that wait for a person.
  public var undecided: Int
  /// Whether a person is done with it.
  public var isDone: Bool
}

extension LabelStore {
  /// The page that goes by a token; `nil` where there is none.
  ///
  /// - Throws: `LabelStoreError`.
  public func page(token: String) async throws(LabelStoreError) -> PageKey? {
    try await read { database in
      try Row.fetchOne(
        database, sql: "SELECT path, number FROM page WHERE token = ?", arguments: [token]
      ).map { PageKey(path: $0["path"], number: $0["number"]) }
    }
  }

  /// Tokens of the pages before and after a page.
  ///
  /// - Throws: `LabelStoreError`.
  public func neighbours(
    of key: PageKey
  ) async throws(LabelStoreError) -> (previous: String?, next: String?) {
    try await read { database in
      func token(_ comparison: String, _ order: String) throws -> String? {
        try String.fetchOne(
          database,
          sql: """
            SELECT token FROM page WHERE (path, number) \(comparison) (?, ?)
            ORDER BY path \(order), number \(order) LIMIT 1
            """, arguments: [key.path, key.number])
      }
      return (try token("<", "DESC"), try token(">", "ASC"))
    }
  }

  /// A stretch of the project's pages, and how many there are.
  ///
  /// - Parameter document: part of the document's name; empty for all.
  /// - Throws: `LabelStoreError`.
  public func pages(
    document: String, offset: Int, limit: Int
  ) async throws(LabelStoreError) -> (total: Int, pages: [AuditPageEntry]) {
    try await read { database in
      let condition = "? = '' OR instr(lower(document), lower(?)) > 0"
      let total = try Int.fetchOne(
        database, sql: "SELECT COUNT(*) FROM page WHERE \(condition)",
        arguments: [document, document])
      let rows = try Row.fetchAll(
        database,
        sql: """
          SELECT token, document, number,
            (SELECT COUNT(*) FROM region WHERE region.path = page.path
              AND region.number = page.number AND decided = 0 AND gain > 0) AS undecided,
            EXISTS (SELECT 1 FROM donePage WHERE donePage.path = page.path
              AND donePage.number = page.number) AS isDone
          FROM page WHERE \(condition) ORDER BY path, number LIMIT ? OFFSET ?
          """, arguments: [document, document, limit, offset])
      return (
        total ?? 0,
        rows.map {
          AuditPageEntry(
            token: $0["token"] ?? "", document: $0["document"] ?? "", number: $0["number"],
            undecided: $0["undecided"], isDone: $0["isDone"])
        }
      )
    }
  }
}
