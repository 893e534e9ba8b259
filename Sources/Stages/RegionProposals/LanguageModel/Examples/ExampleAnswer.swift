import Layout
import Prompts

/// The right answer about a labelled page: for each labelled box the rows that it holds.
struct ExampleAnswer {
  /// A region of the answer.
  struct Region {
    var label: LabelledExample.Region
    /// Positions in the rows shown, those of regions inside it among them.
    var items: [Int]
    /// The rows around a box that holds none.
    var between: NamedRegion.Between?
    /// Position of the region around it.
    var parent: Int?
    /// Whether what is named gives the labelled box back, at an overlap (IoU) of 0.5 or more.
    var isFaithful: Bool
  }

  /// In reading order, a region before those inside it.
  private(set) var regions: [Region] = []
  /// Labelled boxes that no row, drawing or gap between rows stands for.
  private(set) var leftOut = 0

  /// Share of a row's words, or of a drawing's area, that a box must hold to own it.
  private static let least = 0.5
  /// Share of a box inside another from which it is the other's part.
  private static let inside = 0.9
  /// Overlap of what an answer names with the labelled box, from which they are the same.
  private static let same = 0.5

  /// Builds the answer.
  ///
  /// A row goes to the box that holds most of its words, the smaller one where boxes are alike in
  /// that, and to all boxes around that one. A box without any is told as the gap between rows, if
  /// there is one that fits, else left out.
  init(_ labels: [LabelledExample.Region], shown: ShownRows, taxonomy: Taxonomy) {
    let labels = labels.filter {
      $0.box.isValid && taxonomy.classes.indices.contains($0.classIndex)
    }
    .enumerated().sorted {
      ($0.element.box.area, $0.offset) < ($1.element.box.area, $1.offset)
    }.map(\.element)
    let parents = labels.indices.map { inner in
      labels.indices.dropFirst(inner + 1).first {
        labels[inner].box.fractionInside(labels[$0].box) >= Self.inside
      }
    }
    var items = [[Int]](repeating: [], count: labels.count)
    for (position, item) in shown.items.enumerated() {
      var next = Self.home(of: item, among: labels, taxonomy)
      while let index = next {
        items[index].append(position)
        next = parents[index]
      }
    }
    var found: [Int: Region] = [:]
    for (index, label) in labels.enumerated() {
      var between: NamedRegion.Between?
      if items[index].isEmpty {
        between = Gap(shown).between(around: label.box, atLeast: Self.same)
        if between == nil {
          leftOut += 1
          continue
        }
      }
      let hull = Box.hull(items[index].map { shown.items[$0].box })
      found[index] = Region(
        label: label, items: items[index], between: between, parent: nil,
        isFaithful: hull.map { $0.intersectionOverUnion(label.box) >= Self.same } ?? true)
    }
    let places = found.mapValues { Self.place($0, shown) }
    let order = found.keys.sorted { one, other in
      let (a, b) = (places[one] ?? 0, places[other] ?? 0)
      return a != b ? a < b : one > other
    }
    let number = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0) })
    regions = order.compactMap { index in
      var region = found[index]
      // The nearest box around it that is in the answer.
      var around = parents[index]
      while let box = around, number[box] == nil { around = parents[box] }
      region?.parent = around.flatMap { number[$0] }
      return region
    }
  }

  /// The box that a row or drawing belongs to; `labels` are sorted, the smallest first.
  private static func home(
    of item: ShownRows.Item, among labels: [LabelledExample.Region], _ taxonomy: Taxonomy
  ) -> Int? {
    let shares = labels.map { label -> Double in
      guard item.isText else {
        // A drawing in a paragraph is an accident.
        guard taxonomy.classes[label.classIndex].role.isGraphic else { return 0 }
        return max(
          item.box.fractionInside(label.box), item.box.intersectionOverUnion(label.box))
      }
      let width = item.words.reduce(0) { $0 + $1.box.width }
      let held = item.words.reduce(0) { sum, word in
        let isHeld =
          (label.box.x1..<label.box.x2).contains(word.box.centreX)
          && (label.box.y1..<label.box.y2).contains(word.box.centreY)
        return isHeld ? sum + word.box.width : sum
      }
      return width > 0 ? held / width : 0
    }
    guard let best = shares.max(), best >= least else { return nil }
    return shares.firstIndex { $0 >= max(least, best - 0.1) }
  }

  /// Where a region stands among the rows: at its first one, or below the row above it.
  private static func place(_ region: Region, _ shown: ShownRows) -> Double {
    if let first = region.items.first(where: { shown.items[$0].isText }) { return Double(first) }
    let box = region.label.box
    let above = shown.items.indices.last {
      let row = shown.items[$0]
      return row.isText && row.box.centreY < box.y1 && row.box.x1 < box.x2 && row.box.x2 > box.x1
    }
    return above.map { Double($0) + 0.5 } ?? -0.5
  }

  /// The answer as the schema wants it.
  func json(shown: ShownRows, taxonomy: Taxonomy) -> String {
    let regions = self.regions.enumerated().map {
      text(of: $1, number: $0 + 1, shown: shown, taxonomy: taxonomy)
    }
    return #"{"regions":[\#(regions.joined(separator: ","))],"page_type":"other"}"#
  }

  /// About how many tokens a region takes.
  func tokens(of region: Region, shown: ShownRows, taxonomy: Taxonomy) -> Int {
    TokenBudget.tokens(of: text(of: region, number: 10, shown: shown, taxonomy: taxonomy)) + 1
  }

  private func text(
    of region: Region, number: Int, shown: ShownRows, taxonomy: Taxonomy
  ) -> String {
    let ids = Self.ranges(region.items, shown).map { "\"\($0)\"" }.joined(separator: ",")
    let between =
      region.between.map { gap in
        func id(_ id: String?) -> String { id.map { "\"\($0)\"" } ?? "null" }
        return #"{"above":\#(id(gap.above)),"below":\#(id(gap.below)),"#
          + #""left":\#(id(gap.left)),"right":\#(id(gap.right))}"#
      } ?? "null"
    let parent = region.parent.map { "\($0 + 1)" } ?? "null"
    let name = quotedForPrompt(taxonomy.classes[region.label.classIndex].name)
    return #"{"k":\#(number),"parent":\#(parent),"class":\#(name),"ids":[\#(ids)],"#
      + #""between":\#(between),"confidence":"high","why":""}"#
  }

  /// The ids of items, neighbouring rows as a range.
  private static func ranges(_ items: [Int], _ shown: ShownRows) -> [String] {
    var runs: [ClosedRange<Int>] = []
    for item in items {
      if let last = runs.last, last.upperBound + 1 == item, shown.items[item].isText {
        runs[runs.count - 1] = last.lowerBound...item
      } else {
        runs.append(item...item)
      }
    }
    return runs.map { run in
      let (first, last) = (shown.items[run.lowerBound].id, shown.items[run.upperBound].id)
      return run.count == 1 ? first : "\(first)-\(last)"
    }
  }
}

/// Gaps between rows, as an answer names them.
private struct Gap {
  private let shown: ShownRows

  init(_ shown: ShownRows) { self.shown = shown }

  /// The rows around a box whose gap overlaps it (IoU) best; `nil` where none does enough.
  func between(around box: Box, atLeast least: Double) -> NamedRegion.Between? {
    let items = shown.items
    let inColumn = items.filter { $0.box.x1 < box.x2 && $0.box.x2 > box.x1 }
    let inBand = items.filter { $0.box.y1 < box.y2 && $0.box.y2 > box.y1 }
    let above = inColumn.filter { $0.box.centreY < box.y1 }.max { $0.box.y2 < $1.box.y2 }
    let below = inColumn.filter { $0.box.centreY > box.y2 }.min { $0.box.y1 < $1.box.y1 }
    guard let above, let below else { return nil }
    let left = inBand.filter { $0.box.centreX < box.x1 }.max { $0.box.x2 < $1.box.x2 }
    let right = inBand.filter { $0.box.centreX > box.x2 }.min { $0.box.x1 < $1.box.x1 }
    var best: (overlap: Double, between: NamedRegion.Between)?
    for left in [nil, left] as [ShownRows.Item?] {
      for right in [nil, right] as [ShownRows.Item?] {
        let area = NamedRegion.Between.area(
          above: above.box, below: below.box, left: left?.box, right: right?.box)
        let overlap = area.isValid ? area.intersectionOverUnion(box) : 0
        guard overlap >= least, overlap > best?.overlap ?? 0 else { continue }
        best = (
          overlap,
          NamedRegion.Between(above: above.id, below: below.id, left: left?.id, right: right?.id)
        )
      }
    }
    return best?.between
  }
}
