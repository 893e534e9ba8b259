import GRDB
import Layout

/// Decisions of people as rows: the latest of each region, and a log of all.
enum CorrectionRecord {
  static func all(of key: PageKey, in database: Database) throws -> [Correction] {
    try String.fetchAll(
      database, sql: "SELECT json FROM correction WHERE path = ? AND number = ? ORDER BY key",
      arguments: [key.path, key.number]
    ).map { try PageRecord.value($0) }
  }

  /// Writes a decision over the one before it, which stays in the log.
  static func write(_ correction: Correction, of key: PageKey, to database: Database) throws {
    let json = try PageRecord.json(correction)
    try database.execute(
      sql:
        "INSERT OR REPLACE INTO correction (path, number, key, status, json) VALUES (?, ?, ?, ?, ?)",
      arguments: [key.path, key.number, correction.key, correction.status.rawValue, json])
    try database.execute(
      sql: "INSERT INTO correctionLog (path, number, json) VALUES (?, ?, ?)",
      arguments: [key.path, key.number, json])
  }

  /// Takes a page off those that people are done with.
  static func reopen(_ key: PageKey, in database: Database) throws {
    try database.execute(
      sql: "DELETE FROM donePage WHERE path = ? AND number = ?",
      arguments: [key.path, key.number])
  }

  /// Notes for the queue which fused regions somebody decided about.
  static func mark(_ decided: [Bool], of key: PageKey, in database: Database) throws {
    let statement = try database.cachedStatement(
      sql: "UPDATE region SET decided = ? WHERE path = ? AND number = ? AND id = ? AND decided <> ?"
    )
    for (id, decided) in decided.enumerated() {
      try statement.execute(arguments: [decided, key.path, key.number, id, decided])
    }
  }
}
