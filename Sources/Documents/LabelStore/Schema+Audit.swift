import GRDB

extension Schema {
  /// What people decide, and what they are asked about.
  ///
  /// Decisions hang on paths and numbers, not on the page's row: labelling anew replaces that.
  static func registerAudit(_ migrator: inout DatabaseMigrator) {
    migrator.registerMigration("3: corrections and their queue") { database in
      try database.create(table: "correction") { table in
        table.column("path", .text).notNull()
        table.column("number", .integer).notNull()
        table.column("key", .text).notNull()
        table.column("status", .text).notNull()
        table.column("json", .text).notNull()
        table.primaryKey(["path", "number", "key"])
      }
      try database.create(table: "correctionLog") { table in
        table.autoIncrementedPrimaryKey("id")
        table.column("path", .text).notNull()
        table.column("number", .integer).notNull()
        table.column("json", .text).notNull()
      }
      try database.create(table: "donePage") { table in
        table.column("path", .text).notNull()
        table.column("number", .integer).notNull()
        table.column("doneBy", .text).notNull()
        table.column("at", .text).notNull()
        table.primaryKey(["path", "number"])
      }
      // What a web page calls a page: it tells nothing of the machine's folders.
      try database.alter(table: "page") { table in
        table.add(column: "token", .text)
        table.add(column: "document", .text)
      }
      try database.create(index: "page_token", on: "page", columns: ["token"])
      // So that nobody reads past a page's words for its name.
      try database.create(
        index: "page_names", on: "page", columns: ["path", "number", "token", "document"])
      try database.alter(table: "region") { table in
        table.add(column: "key", .text).notNull().defaults(to: "")
        table.add(column: "gain", .double).notNull().defaults(to: 0)
        table.add(column: "lot", .integer).notNull().defaults(to: 0)
        table.add(column: "flags", .text).notNull().defaults(to: "")
        table.add(column: "decided", .boolean).notNull().defaults(to: false)
      }
      try QueueColumns.fill(in: database)
      let waiting = "decided = 0 AND gain > 0"
      for (name, columns) in [
        // With the score, regions that a filter by it leaves out are passed over in the index.
        ("gain", "gain DESC, path, number, id, score"), ("lot", "lot, score"),
        ("class", "className, gain DESC, path, number, id, score"),
        ("decision", "decision, gain"),
      ] {
        try database.execute(
          sql: "CREATE INDEX region_by_\(name) ON region (\(columns)) WHERE \(waiting)")
      }
      // What few regions have is found without looking at all of them.
      func index(_ name: String, _ condition: String) throws {
        try database.execute(
          sql: """
            CREATE INDEX region_with_\(name) ON region (gain DESC, path, number, id)
            WHERE \(waiting) AND \(condition)
            """)
      }
      for source in ["llm", "text_rules"] {
        try index(source, "instr('+' || sources || '+', '+\(source)+') > 0")
      }
      for flag in [
        "conflict", "class_disagreement", "class_flip", "llm_merges", "llm_splits", "clipped",
      ] {
        try index(flag, "instr(flags, ',\(flag),') > 0")
      }
    }
  }
}
