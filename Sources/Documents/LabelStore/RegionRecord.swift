import GRDB
import Layout

/// A page's fused regions as rows, with what the queue of an audit needs.
enum RegionRecord {
  static func write(
    _ labels: PageLabels, to database: Database, className: (Int) -> String
  ) throws {
    let (path, number) = (labels.page.file, labels.page.number)
    let row = try database.cachedStatement(
      sql: """
        INSERT INTO region (path, number, id, className, score, decision, sources, agreement, json,
          key, gain, lot, flags, decided)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    let queue = try QueueColumns(labels, in: database)
    if zip(labels.fused, queue.decided).contains(where: { $0.decision != .ignored && !$1 }) {
      // Labelling anew found what nobody has looked at.
      try CorrectionRecord.reopen(PageKey(path: path, number: number), in: database)
    }
    for (index, region) in labels.fused.enumerated() {
      let sources = Set(region.contributions.map(\.source.rawValue)).sorted()
      try row.execute(
        arguments: [
          path, number, region.id, className(region.classIndex), region.score,
          region.decision.rawValue, sources.joined(separator: "+"), region.agreement,
          try PageJSON(region).checked(), queue.keys[index], queue.gains[index],
          queue.lots[index], queue.flags[index], queue.decided[index],
        ])
    }
  }
}
