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

  /// Sources and marks that have indices of their own, for the regions that carry them.
  private static let indexedSources: Set<EstimateSource> = [.languageModel, .textRules]
  private static let indexedFlags = Set(RegionFlag.ofFusedRegions.map(\.rawValue))

  /// The index to read by; named, for SQLite knows nothing of how rare a mark is.
  private var index: String {
    // The regions with a mark are few, in whatever order; those of a source or class are many.
    if let flag, Self.indexedFlags.contains(flag) { return "region_with_\(flag)" }
    guard order == .gain else { return order.index }
    if className != nil { return "region_by_class" }
    if let source, Self.indexedSources.contains(source) { return "region_with_\(source.rawValue)" }
    return order.index
  }

  /// More documents than that are filtered while the queue is read, fewer are looked up.
  static let fewDocuments = 200

  /// Where a query reads from, and what it asks.
  struct Query {
    var index: String
    var conditions: [String]
    var arguments = StatementArguments()

    var sql: String {
      "region INDEXED BY \(index) WHERE \(conditions.joined(separator: " AND "))"
    }
  }

  /// The query for the waiting regions, without their order.
  func query(in database: Database) throws -> Query {
    // Worded as the indices are.
    var query = Query(index: index, conditions: ["decided = 0 AND gain > 0"])
    if let className {
      query.conditions.append("className = ?")
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
      query.index = "sqlite_autoindex_region_1"
    }
  }
}
