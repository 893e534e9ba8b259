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

  /// Lets a query begin after this region, decided or not; `false` where it is no more.
  func begin(
    _ query: inout AuditFilter.Query, _ order: AuditFilter.Order, in database: Database
  ) throws -> Bool {
    guard
      let row = try Row.fetchOne(
        database,
        sql: """
          SELECT region.path, region.number, region.id, region.gain, region.lot FROM page
          JOIN region ON region.path = page.path AND region.number = page.number
          WHERE page.token = ? AND region.key = ?
          """, arguments: [page, key])
    else { return false }
    let (path, number, id): (String, Int, Int) = (row["path"], row["number"], row["id"])
    let (gain, lot): (Double, Int64) = (row["gain"], row["lot"])
    switch order {
    case .gain:
      query.conditions.append("gain <= ? AND (gain < ? OR (path, number, id) > (?, ?, ?))")
      query.arguments += [gain, gain, path, number, id]
    case .page:
      query.conditions.append("(path, number, id) > (?, ?, ?)")
      query.arguments += [path, number, id]
    case .random:
      query.conditions.append("lot > ?")
      query.arguments += [lot]
    }
    return true
  }
}
