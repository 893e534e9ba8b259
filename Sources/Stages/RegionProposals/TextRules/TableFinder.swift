import Foundation
import Layout

/// Finds tables by their words alone: several lines in a row that stand in aligned cells.
struct TableFinder {
  private let page: PageRows

  init(_ page: PageRows) { self.page = page }

  /// Row ids of each table, at least three lines of at least two cells.
  func tables() -> [[TextRow]] {
    var tables: [[[TextRow]]] = []
    var current: [[TextRow]] = []
    for band in bands() {
      let gap = current.last.map { top(band) - bottom($0) } ?? 0
      if isTabular(band), gap < 2.2 * page.medianLineHeight {
        current.append(band)
      } else {
        tables.append(current)
        current = isTabular(band) ? [band] : []
      }
    }
    tables.append(current)
    return tables.filter { $0.count >= 3 && isAligned($0) }.map { $0.flatMap(\.self) }
  }

  private func top(_ band: [TextRow]) -> Double { band.map(\.box.y1).min() ?? 0 }
  private func bottom(_ band: [TextRow]) -> Double { band.map(\.box.y2).max() ?? 0 }

  /// Rows side by side, from the top.
  private func bands() -> [[TextRow]] {
    var bands: [[TextRow]] = []
    for row in page.rows.sorted(by: { ($0.box.centreY, $0.id) < ($1.box.centreY, $1.id) }) {
      if let last = bands.last, row.box.centreY < (last.map(\.box.y2).min() ?? 0) {
        bands[bands.count - 1].append(row)
      } else {
        bands.append([row])
      }
    }
    return bands.map { $0.sorted { ($0.box.x1, $0.id) < ($1.box.x1, $1.id) } }
  }

  private func isTabular(_ band: [TextRow]) -> Bool {
    guard band.count >= 2 else { return false }
    // Columns of prose also stand side by side: their rows are long.
    let longest = band.map { Double($0.wordIDs.count) }.max() ?? 0
    let words = band.reduce(0) { $0 + $1.wordIDs.count }
    let numeric = band.count { isNumeric($0.text) }
    if band.count == 2 { return numeric >= 1 && longest <= 9 }
    return Double(words) / Double(band.count) <= 5 && (numeric >= 1 || longest <= 5)
  }

  private func isNumeric(_ text: String) -> Bool {
    let letters = text.count { $0.isLetter }
    let digits = text.count { $0.isNumber }
    return digits > letters || text == "-" || text == "–"
  }

  /// Whether most cells of each line stand under (share width with) a cell of the line above.
  private func isAligned(_ bands: [[TextRow]]) -> Bool {
    var (aligned, all) = (0, 0)
    for (upper, lower) in zip(bands, bands.dropFirst()) {
      for cell in lower {
        all += 1
        if upper.contains(where: { min($0.box.x2, cell.box.x2) > max($0.box.x1, cell.box.x1) }) {
          aligned += 1
        }
      }
    }
    return Double(aligned) >= 0.6 * Double(all)
  }
}
