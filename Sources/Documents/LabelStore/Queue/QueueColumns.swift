import GRDB
import Layout

/// What the queue of an audit knows of a page's fused regions.
struct QueueColumns {
  let keys: [String]
  let gains: [Double]
  /// A random order of all regions of a project.
  let lots: [Int64]
  /// `,flag,` for each.
  let flags: [String]
  let decided: [Bool]

  init(_ labels: PageLabels, in database: Database) throws {
    let key = PageKey(path: labels.page.file, number: labels.page.number)
    let gain = ExpectedGain(labels.teacher + labels.proposals)
    let keys = RegionKey.keys(of: labels.fused)
    self.keys = keys
    gains = labels.fused.map { gain($0) }
    lots = keys.map {
      var hash = StableHash()
      hash.add(key.path)
      hash.add(UInt64(key.number))
      hash.add($0)
      return Int64(bitPattern: hash.value)
    }
    flags = labels.fused.map { $0.flags.map { ",\($0)," }.joined() }
    let corrections = try CorrectionRecord.all(of: key, in: database)
    if !corrections.isEmpty, let taxonomy = try LabelStore.taxonomy(in: database) {
      decided = AuditedPage(labels, corrections: corrections, taxonomy: taxonomy).decided
    } else {
      decided = keys.map { _ in false }
    }
  }

  /// Fills the columns of the pages that an older version wrote.
  static func fill(in database: Database) throws {
    let rows = try Row.fetchAll(database, sql: "SELECT path, number FROM page")
    for row in rows {
      let key = PageKey(path: row["path"], number: row["number"])
      try database.execute(
        sql: "UPDATE page SET token = ?, document = ? WHERE path = ? AND number = ?",
        arguments: [key.token, key.document, key.path, key.number])
      // Labels that cannot be read are no reason to lock people out of all others.
      guard let labels = try? PageRecord.read(key, from: database) else { continue }
      let columns = try QueueColumns(labels, in: database)
      for (index, region) in labels.fused.enumerated() {
        try database.execute(
          sql: """
            UPDATE region SET key = ?, gain = ?, lot = ?, flags = ?
            WHERE path = ? AND number = ? AND id = ?
            """,
          arguments: [
            columns.keys[index], columns.gains[index], columns.lots[index], columns.flags[index],
            key.path, key.number, region.id,
          ])
      }
    }
  }
}

extension PageKey {
  /// What others call the page: it tells nothing of the machine's folders.
  var token: String {
    var hash = StableHash()
    hash.add(path)
    hash.add(UInt64(number))
    return hash.digits
  }

  /// The file's name without its folders.
  var document: String { String(path.split(separator: "/").last ?? "") }
}
