import GRDB
import Layout

extension AuditFilter {
  /// The condition for regions of a source, spelled as in the index that there is for it.
  private static func condition(source: EstimateSource) -> String {
    "instr('+' || sources || '+', '+\(source.rawValue)+') > 0"
  }

  /// The same for a mark; `nil` for what can be none.
  private static func condition(flag: String) -> String? {
    let isPlain = flag.utf8.allSatisfy { $0 == UInt8(ascii: "_") || (97...122).contains($0) }
    return isPlain ? "instr(flags, ',\(flag),') > 0" : nil
  }

  /// More documents than that are filtered while the queue is read, fewer are looked up.
  static let fewDocuments = 200

  /// Where a query reads from, and what it asks.
  struct Query {
    var table = "region"
    var conditions: [String] = []
    var arguments = StatementArguments()

    var sql: String { "\(table) WHERE \(conditions.joined(separator: " AND "))" }
  }

  /// The query for the waiting regions, without their order.
  func query(in database: Database) throws -> Query {
    // Worded as the indices are.
    var query = Query(conditions: ["decided = 0 AND gain > 0"])
    if let className {
      // A plus keeps the index of the class from orders that it does not have.
      query.conditions.append(order == .gain ? "className = ?" : "+className = ?")
      query.arguments += [className]
    }
    if let source { query.conditions.append(Self.condition(source: source)) }
    if let flag { query.conditions.append(Self.condition(flag: flag) ?? "FALSE") }
    if scores != 0...1 {
      query.conditions.append("score BETWEEN ? AND ?")
      query.arguments += [scores.lowerBound, scores.upperBound]
    }
    if let document { try add(document: document, to: &query, database) }
    return query
  }

  private func add(document: String, to query: inout Query, _ database: Database) throws {
    let paths = "SELECT DISTINCT path FROM page WHERE instr(lower(document), lower(?)) > 0"
    let count = try Int.fetchOne(
      database, sql: "SELECT COUNT(*) FROM (\(paths) LIMIT ?)",
      arguments: [document, Self.fewDocuments + 1])
    query.conditions.append("path IN (\(paths))")
    query.arguments += [document]
    if count ?? 0 <= Self.fewDocuments {
      query.table = "region INDEXED BY sqlite_autoindex_region_1"
    }
  }
}
