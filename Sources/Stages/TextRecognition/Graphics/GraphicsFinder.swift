import Layout

/// Finds what is drawn on a page: pictures, ruled lines alone, and the ruled lines of tables.
///
/// All are what is left of the page's ink without its words. Pictures are connected ink over more
/// than 1 % of the page; ruled lines are grouped where they are aligned.
public struct GraphicsFinder: Sendable {
  /// Share of the page that a drawing must have.
  private static let leastShare = 0.01
  /// Share of a picture's squares that have ink; what is left of text has less.
  private static let leastInk = 0.08
  /// Share of a picture that words may cover; more is text that was read only in part.
  private static let mostText = 0.4
  /// A component over more than that of both sides is the shadow of a scan's edge.
  private static let borderShare = 0.95

  /// Makes a finder.
  public init() {}

  /// The drawings of a page, from top to bottom.
  ///
  /// - Parameter words: the page's words; their ink is not looked at.
  public func graphics(in image: PageImage, words: [Word]) -> [PageGraphic] {
    graphics(in: image, words: words, paper: PaperTone(image))
  }

  func graphics(in image: PageImage, words: [Word], paper: PaperTone) -> [PageGraphic] {
    var grid = InkGrid(image, by: .green)
    let page = Box(x1: 0, y1: 0, x2: Double(image.width), y2: Double(image.height))
    let heights = words.map(\.box.height).sorted()
    let cover = TextCover(words, typicalHeight: heights.isEmpty ? 0 : heights[heights.count / 2])
    let ruled = grid.marked { mark in
      LineScan(image, paper: paper).lines(length: max(40, image.width / 10), mark)
    }
    var lines: [Box] = []
    var drawings: [PageGraphic] = []
    for component in ruled.components(gap: 1) {
      let box = component.box.clipped(to: page)
      if component.rows.count <= 3 {
        lines.append(box)
      } else if isDrawing(box, page) {
        drawings.append(PageGraphic(kind: .rules, box: box))
      }
    }
    let ruledLines = RuledLines(lines, page: page)
    drawings += ruledLines.groups.map { PageGraphic(kind: .rules, box: $0) }
    grid.subtract(ruled)
    let text = cover.boxes(margin: 0.3)
    for box in text { _ = grid.erase(box) }
    for component in grid.components(gap: 2) {
      let box = component.box.clipped(to: page)
      guard isDrawing(box, page), component.inkShare >= Self.leastInk,
        text.reduce(0, { $0 + box.intersectionArea($1) }) <= Self.mostText * box.area
      else { continue }
      drawings.append(PageGraphic(kind: .graphic, box: box))
    }
    drawings = merged(drawings, reach: 0.01 * page.height)
    // A line alone is one that is no part of anything drawn.
    let alone = ruledLines.alone.filter { line in
      line.width > line.height && drawings.allSatisfy { $0.box.intersectionArea(line) == 0 }
    }
    return (drawings + alone.map { PageGraphic(kind: .line, box: $0) }).sorted {
      ($0.box.y1, $0.box.x1) < ($1.box.y1, $1.box.x1)
    }
  }

  private func isDrawing(_ box: Box, _ page: Box) -> Bool {
    let isBorder =
      box.width > Self.borderShare * page.width && box.height > Self.borderShare * page.height
    return box.area >= Self.leastShare * page.area && !isBorder
  }

  /// Joins drawings that overlap or nearly touch; the larger one's kind is kept.
  private func merged(_ drawings: [PageGraphic], reach: Double) -> [PageGraphic] {
    var open = drawings
    var done: [PageGraphic] = []
    while var current = open.popLast() {
      while let index = open.firstIndex(where: {
        $0.box.insetBy(-reach).intersectionArea(current.box) > 0
      }) {
        let other = open.remove(at: index)
        if other.box.area > current.box.area { current.kind = other.kind }
        current.box = current.box.union(other.box)
        // What grew may now reach what was done before.
        open += done
        done = []
      }
      done.append(current)
    }
    return done
  }
}
