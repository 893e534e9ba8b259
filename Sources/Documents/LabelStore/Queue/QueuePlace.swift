import GRDB

/// A region of the queue, after which to go on reading.
public struct QueuePlace: Hashable, Sendable {
  /// Token of its page.
  public var page: String
  /// `RegionKey` of the region.
  public var key: String

  /// Names a region.
  public init(page: String, key: String) {
    self.page = page
    self.key = key
  }
}

extension AuditFilter.Query {
  /// Leaves out what does not come after a region, decided or not; `false` where it is no more.
  mutating func begin(
    after place: QueuePlace, _ order: AuditFilter.Order, in database: Database
  ) throws -> Bool {
    let later = order.later
    guard
      let row = try Row.fetchOne(
        database,
        sql: """
          SELECT \(later.of.map { "region.\($0)" }.joined(separator: ", ")) FROM page
          JOIN region ON region.path = page.path AND region.number = page.number
          WHERE page.token = ? AND region.key = ?
          """, arguments: [place.page, place.key])
    else { return false }
    conditions.append(later.condition)
    arguments += StatementArguments(row.databaseValues)
    return true
  }
}
