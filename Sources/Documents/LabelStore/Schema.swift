import GRDB

/// The tables of a label store, as a list of versioned steps that are never edited, only added to.
///
/// What is looked up or counted has columns of its own; what is only ever read back whole (words,
/// probabilities, contributions) is JSON, whose numbers keep every digit.
enum Schema {
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1: pages, estimates, fused regions") { database in
      // One row: the classes that all pages are labelled with.
      try database.create(table: "project") { table in
        table.primaryKey("id", .integer).check { $0 == 1 }
        table.column("taxonomy", .text).notNull()
      }
      try database.create(table: "parameters") { table in
        table.primaryKey("fingerprint", .text)
        table.column("json", .text).notNull()
      }
      try database.create(table: "source") { table in
        table.primaryKey("path", .text)
        table.column("hash", .text).notNull()
        table.column("format", .text).notNull()
        table.column("pageCount", .integer).notNull()
      }
      try database.create(table: "page") { table in
        table.column("path", .text).notNull()
        table.column("number", .integer).notNull()
        table.column("fingerprint", .text).notNull()
        table.column("textFingerprint", .text).notNull()
        table.column("teacherFingerprint", .text).notNull()
        table.column("parameters", .text).notNull().references("parameters")
        table.column("page", .text).notNull()
        table.column("textOrigin", .text).notNull()
        table.column("textReason", .text).notNull()
        table.column("words", .text).notNull()
        table.column("notes", .text).notNull()
        table.column("seconds", .text).notNull()
        table.column("tokens", .integer).notNull()
        table.primaryKey(["path", "number"])
      }
      try database.create(table: "estimate") { table in
        table.column("path", .text).notNull()
        table.column("number", .integer).notNull()
        table.column("source", .text).notNull()
        table.column("id", .integer).notNull()
        table.column("className", .text).notNull()
        table.column("score", .double).notNull()
        table.column("json", .text).notNull()
        table.primaryKey(["path", "number", "source", "id"])
        table.foreignKey(["path", "number"], references: "page", onDelete: .cascade)
      }
      try database.create(table: "region") { table in
        table.column("path", .text).notNull()
        table.column("number", .integer).notNull()
        table.column("id", .integer).notNull()
        table.column("className", .text).notNull()
        table.column("score", .double).notNull()
        table.column("decision", .text).notNull()
        table.column("sources", .text).notNull()
        table.column("agreement", .double)
        table.column("json", .text).notNull()
        table.primaryKey(["path", "number", "id"])
        table.foreignKey(["path", "number"], references: "page", onDelete: .cascade)
      }
      // A failure of a whole file has number 0.
      try database.create(table: "failure") { table in
        table.column("path", .text).notNull()
        table.column("number", .integer).notNull()
        table.column("reason", .text).notNull()
        table.primaryKey(["path", "number"])
      }
    }
    migrator.registerMigration("2: what is drawn on a page") { database in
      try database.alter(table: "page") { table in
        table.add(column: "graphics", .text).notNull().defaults(to: "[]")
      }
    }
    registerAudit(&migrator)
    return migrator
  }
}
