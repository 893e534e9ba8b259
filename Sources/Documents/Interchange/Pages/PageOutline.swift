import Layout

/// A page's regions inside one another, in reading order, with their words line by line.
struct PageOutline {
  /// A region with what it holds.
  struct Node {
    var region: ExportedRegion
    var lines: [[Word]] = []
    var children: [Node] = []
  }

  /// Regions that no other encloses.
  private(set) var roots: [Node] = []
  /// Words in no region, line by line.
  private(set) var looseLines: [[Word]] = []

  /// Deepest nesting; regions that would lie deeper stand beside their parents.
  static let depthLimit = 16

  /// Each word goes to the smallest region that its centre lies in.
  init(_ page: ExportedPage) {
    let regions = page.regions.sorted { ($0.order, $0.id) < ($1.order, $1.id) }
    let smallestFirst = regions.sorted { $0.box.area < $1.box.area }
    var words: [Int: [Word]] = [:]
    var loose: [Word] = []
    for word in page.words {
      let (x, y) = (word.box.centreX, word.box.centreY)
      let home = smallestFirst.first {
        $0.box.x1 <= x && x < $0.box.x2 && $0.box.y1 <= y && y < $0.box.y2
      }
      if let home { words[home.id, default: []].append(word) } else { loose.append(word) }
    }
    let parents = Self.parents(of: regions)
    let children = Dictionary(grouping: regions) { parents[$0.id] }
    func nodes(in parent: Int?) -> [Node] {
      (children[parent] ?? []).map { region in
        Node(
          region: region, lines: Self.lines(words[region.id] ?? []),
          children: nodes(in: region.id))
      }
    }
    roots = nodes(in: nil)
    looseLines = Self.lines(loose)
  }

  /// The enclosing region of each; those that would enclose themselves or nest too deep have none.
  private static func parents(of regions: [ExportedRegion]) -> [Int: Int] {
    let ids = Set(regions.map(\.id))
    var parents: [Int: Int] = [:]
    for region in regions {
      guard let parent = region.parent, ids.contains(parent) else { continue }
      var (next, depth): (Int?, Int) = (parent, 0)
      while let id = next, id != region.id, depth < depthLimit {
        next = parents[id]
        depth += 1
      }
      if next == nil { parents[region.id] = parent }
    }
    return parents
  }

  private static func lines(_ words: [Word]) -> [[Word]] {
    PageText(words: words, origin: .none, reason: "").lines
  }
}

extension [Word] {
  /// The box around words; `nil` for none.
  var hull: Box? { Box.hull(map(\.box)) }
  /// The words with spaces between them.
  var text: String { map(\.text).joined(separator: " ") }
}
