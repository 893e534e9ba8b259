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
  /// - Throws: `LabelStoreError`.
  public func queue(
    _ filter: AuditFilter, offset: Int, limit: Int
  ) async throws(LabelStoreError) -> [QueuedRegion] {
    try await read { database in
      var (conditions, arguments) = filter.conditions
      let order =
        switch filter.order {
        case .gain: "region.gain DESC, region.path, region.number, region.id"
        case .page: "region.path, region.number, region.id"
        case .random: "region.lot"
        }
      conditions += " ORDER BY \(order) LIMIT ? OFFSET ?"
      arguments += [limit, offset]
      return try Row.fetchAll(
        database,
        sql: """
          SELECT page.token, page.document, region.number, region.key, region.className,
            region.score, region.gain, region.flags
          FROM region JOIN page ON page.path = region.path AND page.number = region.number
          WHERE \(conditions)
          """, arguments: arguments
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
    try await read { database in
      var (conditions, arguments) = filter.conditions
      arguments += [limit]
      let join =
        filter.document == nil
        ? "" : "JOIN page ON page.path = region.path AND page.number = region.number"
      return try Int.fetchOne(
        database,
        sql: """
          SELECT COUNT(*) FROM (SELECT 1 FROM region \(join) WHERE \(conditions) LIMIT ?)
          """, arguments: arguments) ?? 0
    }
  }
}

extension AuditFilter {
  fileprivate var conditions: (sql: String, arguments: StatementArguments) {
    // Worded as the indices are.
    var parts = ["region.decided = 0 AND region.gain > 0"]
    var arguments = StatementArguments()
    if let className {
      // A plus keeps the index of the class from orders that it does not have.
      parts.append(order == .gain ? "region.className = ?" : "+region.className = ?")
      arguments += [className]
    }
    if let source {
      parts.append("instr('+' || region.sources || '+', ?) > 0")
      arguments += ["+\(source.rawValue)+"]
    }
    if let flag {
      parts.append("instr(region.flags, ?) > 0")
      arguments += [",\(flag),"]
    }
    if let document {
      parts.append("instr(lower(page.document), lower(?)) > 0")
      arguments += [document]
    }
    if scores != 0...1 {
      parts.append("region.score BETWEEN ? AND ?")
      arguments += [scores.lowerBound, scores.upperBound]
    }
    return (parts.joined(separator: " AND "), arguments)
  }
}
