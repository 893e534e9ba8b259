import Layout

/// A page in parts, each small enough for one question.
///
/// A page that is too long is split at its columns first, then into horizontal bands that share
/// a tenth of their rows, so that a region at a seam is whole in one of them (method 02, 1.5).
struct PageParts {
  /// Least share of the page's rows in a column: the cells of a table are none.
  private static let leastColumn = 0.2
  /// Share of a band's rows that the next one repeats.
  private static let overlap = 0.1

  /// The parts in reading order; rows keep their ids.
  let parts: [PageRows]

  /// Splits a page whose rows take more than a number of tokens.
  init(_ page: PageRows, words: [Word], tokens: Int) {
    let shown = ShownRows(page, words: words)
    guard shown.rowCount > 0 else {
      parts = []
      return
    }
    var (cost, drawings) = ([Int: Int](), 0)
    for (index, item) in shown.items.enumerated() {
      let tokens = shown.tokens(at: index)
      if item.isText { cost[Int(item.id) ?? -1] = tokens } else { drawings += tokens }
    }
    guard cost.values.reduce(drawings, +) > tokens else {
      parts = [page]
      return
    }
    var bands: [[TextRow]] = []
    for column in Self.columns(of: page) {
      bands += Self.bands(of: column, cost: cost, tokens: max(1, tokens - drawings))
    }
    parts = bands.map { band in
      var part = page
      part.rows = band
      return part
    }
  }

  /// Rows by column, in reading order; rows that reach across columns end a run of columns.
  private static func columns(of page: PageRows) -> [[TextRow]] {
    var columns: [[TextRow]] = []
    var extent: Box?
    for row in page.rows {
      // Reading order goes down a column, then up to the top of the next one: there it jumps back.
      let isBelow = extent.map { row.box.y1 >= $0.y2 - $0.height } ?? false
      let sharesColumn = extent.map { row.box.x1 < $0.x2 && row.box.x2 > $0.x1 } ?? false
      if isBelow || sharesColumn, !columns.isEmpty {
        columns[columns.count - 1].append(row)
      } else {
        columns.append([row])
      }
      extent = row.box
    }
    let least = leastColumn * Double(page.rows.count)
    return columns.reduce(into: []) { whole, column in
      if let last = whole.last, Double(min(last.count, column.count)) < least {
        whole[whole.count - 1] += column
      } else {
        whole.append(column)
      }
    }
  }

  /// Runs of rows that fit, each of which repeats the last rows of the one before.
  private static func bands(of rows: [TextRow], cost: [Int: Int], tokens: Int) -> [[TextRow]] {
    var bands: [[TextRow]] = []
    var start = 0
    while start < rows.count {
      var end = start
      var used = 0
      while end < rows.count {
        used += cost[rows[end].id] ?? 0
        if used > tokens, end > start { break }
        end += 1
      }
      bands.append(Array(rows[start..<end]))
      guard end < rows.count else { break }
      let shared = Int((overlap * Double(end - start)).rounded(.up))
      start = max(start + 1, end - shared)
    }
    return bands
  }
}
