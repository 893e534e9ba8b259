import GRDB
import Layout

extension AuditFilter {
  /// Conditions that have an index of their own, by the name of the source or the mark; spelled in
  /// queries as they are in the index.
  static let rareConditions: [String: String] = {
    var conditions: [String: String] = [:]
    for source in [EstimateSource.languageModel, .textRules] {
      conditions[source.rawValue] = "instr('+' || sources || '+', '+\(source.rawValue)+') > 0"
    }
    for flag in [
      "conflict", "class_disagreement", "class_flip", "llm_merges", "llm_splits", "clipped",
    ] {
      conditions[flag] = "instr(flags, ',\(flag),') > 0"
    }
    return conditions
  }()

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
    if let source {
      query.conditions.append(
        Self.rareConditions[source.rawValue] ?? "instr('+' || sources || '+', ?) > 0")
      if Self.rareConditions[source.rawValue] == nil {
        query.arguments += ["+\(source.rawValue)+"]
      }
    }
    if let flag {
      query.conditions.append(Self.rareConditions[flag] ?? "instr(flags, ?) > 0")
      if Self.rareConditions[flag] == nil { query.arguments += [",\(flag),"] }
    }
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
