import Foundation
import Layout

/// How a page is laid out, in histograms over its rows; two pages can be compared by them.
///
/// Ten histograms, each of sum 1, of the rows' relative heights, indentation and alignment, widths,
/// left edges and vertical places (shares of the page), weights, space above, and cues (`RowCue`);
/// of the page's area that text, drawings, ruled lines and nothing cover; and of the number of rows.
struct LayoutProfile: Sendable {
  private let histograms: [[Double]]

  /// Describes a page.
  init(_ page: PageRows, cues: [Set<RowCue>]) {
    let bounds = page.bounds
    let (width, height) = (max(1, bounds.width), max(1, bounds.height))
    let rows = page.rows
    func histogram(_ edges: [Double], _ value: (TextRow) -> Double) -> [Double] {
      var counts = [Double](repeating: 0, count: edges.count + 1)
      for row in rows { counts[edges.firstIndex { value(row) < $0 } ?? edges.count] += 1 }
      return Self.shares(counts)
    }
    var cueCounts = [Double](repeating: 0, count: RowCue.allCases.count)
    for cue in cues.joined() { cueCounts[cue.index] += 1 }
    func covered(_ boxes: [Box]) -> Double {
      boxes.reduce(0) { $0 + $1.clipped(to: bounds).area } / (width * height)
    }
    func drawings(_ kind: PageGraphic.Kind) -> Double {
      covered(page.graphics.filter { $0.kind == kind }.map(\.box))
    }
    let areas = [covered(rows.map(\.box)), drawings(.graphic), drawings(.rules)]
    // Eight steps, each twice as many rows as the one before.
    let size = Int(log2(Double(rows.count + 1)).rounded())
    histograms = [
      histogram([0.85, 1.15, 1.5], \.relativeHeight),
      histogram([-0.5, 0.5, 2, 6, 100, 200]) { row in
        switch row.style.alignment {
        case .left: min(99, row.style.indent)
        case .centred: 150
        case .right: 250
        }
      },
      histogram([0.15, 0.3, 0.45, 0.6, 0.75]) { $0.box.width / width },
      histogram([0.1, 0.2, 0.35, 0.5, 0.65]) { ($0.box.x1 - bounds.x1) / width },
      histogram([0.1, 0.25, 0.4, 0.55, 0.7, 0.9]) { ($0.box.centreY - bounds.y1) / height },
      histogram([0.8, 1.25], \.style.weight),
      histogram([0.25, 1, 3], \.style.spaceAbove),
      Self.shares(cueCounts),
      Self.shares(areas + [max(0, 1 - areas.reduce(0, +))]),
      (0..<8).map { $0 == min(7, size) ? 1 : 0 },
    ]
  }

  /// How alike two pages are: the mean intersection of their histograms, in 0...1.
  func similarity(to other: LayoutProfile) -> Double {
    let shared = zip(histograms, other.histograms).map {
      zip($0, $1).reduce(0) { $0 + min($1.0, $1.1) }
    }
    return shared.reduce(0, +) / Double(max(1, shared.count))
  }

  private static func shares(_ counts: [Double]) -> [Double] {
    let sum = counts.reduce(0, +)
    return sum > 0 ? counts.map { $0 / sum } : counts
  }
}
