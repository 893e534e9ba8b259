import Foundation
import GRDB
import Layout

/// A page's labels as rows.
enum PageRecord {
  static func write(_ labels: PageLabels, to database: Database) throws {
    let (path, number) = (labels.page.file, labels.page.number)
    let key = PageKey(path: path, number: number)
    // The page's estimates and regions go with it.
    try database.execute(
      sql: "DELETE FROM page WHERE path = ? AND number = ?", arguments: [path, number])
    try database.execute(
      sql: "DELETE FROM failure WHERE path = ? AND number = ?", arguments: [path, number])
    try database.execute(
      sql: """
        INSERT INTO page (path, number, fingerprint, textFingerprint, teacherFingerprint,
          parameters, page, textOrigin, textReason, words, graphics, notes, seconds, tokens, token,
          document)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        path, number, labels.fingerprint, labels.textFingerprint, labels.teacherFingerprint,
        labels.parameters, try json(labels.page),
        labels.text.origin.rawValue, labels.text.reason, try PageJSON(labels.text.words).checked(),
        try json(labels.text.graphics), try json(labels.notes), try json(labels.seconds),
        labels.tokens, key.token, key.document,
      ])
    func className(_ index: Int) -> String {
      labels.classNames.indices.contains(index) ? labels.classNames[index] : ""
    }
    let estimateRow = try database.cachedStatement(
      sql: """
        INSERT INTO estimate (path, number, source, id, className, score, json)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """)
    for estimate in labels.teacher + labels.proposals {
      try estimateRow.execute(
        arguments: [
          path, number, estimate.source.rawValue, estimate.id, className(estimate.classIndex),
          estimate.score, try PageJSON(estimate).checked(),
        ])
    }
    try RegionRecord.write(labels, to: database, className: className)
  }

  /// Removes a page's labels; a page that people corrected stays with their decisions alone, under
  /// fingerprints that nothing matches.
  static func forget(_ path: String, _ number: Int, in database: Database) throws {
    let page = "path = ? AND number = ?"
    let corrections = try Int.fetchOne(
      database, sql: "SELECT COUNT(*) FROM correction WHERE \(page)", arguments: [path, number])
    guard corrections ?? 0 > 0 else {
      try database.execute(sql: "DELETE FROM page WHERE \(page)", arguments: [path, number])
      return
    }
    for statement in [
      "DELETE FROM estimate WHERE \(page)", "DELETE FROM region WHERE \(page)",
      """
      UPDATE page SET fingerprint = '', textFingerprint = '', teacherFingerprint = '', words = '[]',
        graphics = '[]', notes = '[]', seconds = '{}', tokens = 0 WHERE \(page)
      """,
    ] {
      try database.execute(sql: statement, arguments: [path, number])
    }
  }

  static func read(_ key: PageKey, from database: Database) throws -> PageLabels? {
    let (path, number) = (key.path, key.number)
    guard
      let row = try Row.fetchOne(
        database, sql: "SELECT * FROM page WHERE path = ? AND number = ?",
        arguments: [path, number])
    else { return nil }
    let regions = try String.fetchAll(
      database, sql: "SELECT json FROM region WHERE path = ? AND number = ? ORDER BY id",
      arguments: [path, number])
    return PageLabels(
      page: try value(row["page"]),
      text: PageText(
        words: try value(row["words"]), origin: TextOrigin(rawValue: row["textOrigin"]) ?? .none,
        reason: row["textReason"], graphics: try value(row["graphics"])),
      teacher: try estimates(path, number, database, where: "source = 'teacher'"),
      proposals: try estimates(
        path, number, database, where: "source IN ('llm', 'text_rules')"),
      fused: try regions.map { try value($0) }, classNames: [],
      fingerprint: row["fingerprint"], textFingerprint: row["textFingerprint"],
      teacherFingerprint: row["teacherFingerprint"], parameters: row["parameters"],
      notes: try value(row["notes"]), seconds: try value(row["seconds"]), tokens: row["tokens"])
  }

  static func estimates(
    _ path: String, _ number: Int, _ database: Database, where condition: String
  ) throws -> [RegionEstimate] {
    try String.fetchAll(
      database,
      sql: """
        SELECT json FROM estimate WHERE path = ? AND number = ? AND \(condition)
        ORDER BY source, id
        """,
      arguments: [path, number]
    ).map { try value($0) }
  }

  static func json(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  static func value<Value: Decodable>(_ json: String) throws -> Value {
    try JSONDecoder().decode(Value.self, from: Data(json.utf8))
  }
}
