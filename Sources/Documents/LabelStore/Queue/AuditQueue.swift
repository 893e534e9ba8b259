import GRDB
import Layout

/// Which regions a person wants to be asked about.
public struct AuditFilter: Hashable, Sendable {
  /// In which order.
  public enum Order: String, Sendable, CaseIterable {
    /// Those first from which a look gains most.
    case gain
    /// Page by page.
    case page
    /// A random sample of all, the same every time.
    case random
  }

  /// Name of the class.
  public var className: String?
  /// Seen by this source.
  public var source: EstimateSource?
  /// Carries this mark, such as `class_flip`.
  public var flag: String?
  /// Part of the document's name.
  public var document: String?
  /// Scores.
  public var scores: ClosedRange<Double> = 0...1
  /// Order.
  public var order = Order.gain

  /// All regions that wait, most gain first.
  public init() {}
}

/// A fused region that waits for a person.
public struct QueuedRegion: Hashable, Sendable {
  /// Token of its page.
  public var page: String
  /// `RegionKey` of the region.
  public var key: String
  /// File name without folders.
  public var document: String
  /// Page number, from 1.
  public var number: Int
  /// Name of its class.
  public var className: String
  /// Its score.
  public var score: Double
  /// `ExpectedGain`.
  public var gain: Double
  /// Its marks.
  public var flags: [String]
}

extension LabelStore {
  /// A stretch of the regions that wait for a person.
  ///
  /// - Parameters:
  ///   - place: the region after which it begins, so that none is missed or comes twice while others
  ///     decide; `nil` for the beginning.
  ///   - offset: where it begins without such a region, or where that is no more.
  /// - Throws: `LabelStoreError`.
  public func queue(
    _ filter: AuditFilter, after place: QueuePlace? = nil, offset: Int = 0, limit: Int
  ) async throws(LabelStoreError) -> [QueuedRegion] {
    try await read { database in
      var query = try filter.query(in: database)
      let isFound = try place.map { try query.begin(after: $0, filter.order, in: database) }
      let order = filter.order.columns
      // The names are looked up for the regions that are shown alone.
      return try Row.fetchAll(
        database,
        sql: """
          SELECT page.token, page.document, waiting.*
          FROM (
            SELECT path, number, id, key, className, score, gain, flags, lot FROM \(query.sql)
            ORDER BY \(order.joined(separator: ", ")) LIMIT ? OFFSET ?
          ) AS waiting
          JOIN page ON page.path = waiting.path AND page.number = waiting.number
          ORDER BY \(order.map { "waiting.\($0)" }.joined(separator: ", "))
          """, arguments: query.arguments + [limit, isFound == true ? 0 : offset]
      ).map { row in
        let flags: String = row["flags"]
        return QueuedRegion(
          page: row["token"] ?? "", key: row["key"], document: row["document"] ?? "",
          number: row["number"],
          className: row["className"], score: row["score"], gain: row["gain"],
          flags: flags.split(separator: ",").map(String.init))
      }
    }
  }

  /// How many regions wait, counted no further than to a limit.
  ///
  /// - Throws: `LabelStoreError`.
  public func queueCount(
    _ filter: AuditFilter, upTo limit: Int
  ) async throws(LabelStoreError) -> Int {
    var filter = filter
    // Counting in any order is the same, and in this one the fewest are read.
    filter.order = .gain
    return try await read { [filter] database in
      let query = try filter.query(in: database)
      return try Int.fetchOne(
        database, sql: "SELECT COUNT(*) FROM (SELECT 1 FROM \(query.sql) LIMIT ?)",
        arguments: query.arguments + [limit]) ?? 0
    }
  }
}
