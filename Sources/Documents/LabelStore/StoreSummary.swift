import GRDB

/// Counts over a whole project.
public struct StoreSummary: Sendable, Equatable, Encodable {
  /// Labelled pages.
  public var pages = 0
  /// Pages and files that failed.
  public var failures = 0
  /// Pages by where their words came from.
  public var textOrigins: [String: Int] = [:]
  /// Accepted regions by class.
  public var acceptedByClass: [String: Int] = [:]
  /// Accepted regions by the sources that saw them, such as `teacher+text_rules`.
  public var acceptedBySources: [String: Int] = [:]
  /// Regions by decision.
  public var byDecision: [String: Int] = [:]
  /// Mean agreement of the accepted regions that two sources saw; `nil` where there are none.
  public var meanAgreement: Double?
  /// Seconds by stage over all pages.
  public var seconds: [String: Double] = [:]
  /// Language-model tokens over all pages.
  public var tokens = 0
  /// Pages that only stand for an XFA form.
  public var placeholders = 0

  init(_ database: Database) throws {
    pages = try Int.fetchOne(database, sql: "SELECT COUNT(*) FROM page") ?? 0
    failures = try Int.fetchOne(database, sql: "SELECT COUNT(*) FROM failure") ?? 0
    tokens = try Int.fetchOne(database, sql: "SELECT SUM(tokens) FROM page") ?? 0
    placeholders =
      try Int.fetchOne(
        database,
        sql: "SELECT COUNT(*) FROM page, json_each(page.notes) WHERE json_each.value = ?",
        arguments: [PageLabels.placeholderNote]) ?? 0
    func counts(_ sql: String) throws -> [String: Int] {
      var counts: [String: Int] = [:]
      for row in try Row.fetchAll(database, sql: sql) { counts[row[0]] = row[1] }
      return counts
    }
    textOrigins = try counts("SELECT textOrigin, COUNT(*) FROM page GROUP BY 1")
    acceptedByClass = try counts(
      "SELECT className, COUNT(*) FROM region WHERE decision = 'accepted' GROUP BY 1")
    acceptedBySources = try counts(
      "SELECT sources, COUNT(*) FROM region WHERE decision = 'accepted' GROUP BY 1")
    byDecision = try counts("SELECT decision, COUNT(*) FROM region GROUP BY 1")
    meanAgreement = try Double.fetchOne(
      database,
      sql: "SELECT AVG(agreement) FROM region WHERE decision = 'accepted' AND agreement NOT NULL")
    let stages = try Row.fetchAll(
      database,
      sql: "SELECT key, SUM(value) FROM page, json_each(page.seconds) GROUP BY key ORDER BY key")
    for row in stages { seconds[row[0]] = row[1] }
  }
}
