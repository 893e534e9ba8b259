import Layout

/// Checks an answer against the page and the taxonomy; what fails is dropped and counted.
struct AnswerCheck {
  /// Regions that may be used; groups among them, for they link others.
  private(set) var regions: [CheckedRegion] = []
  private(set) var drops: Drops

  private let rows: ShownRows

  /// Checks what the parser read.
  ///
  /// - Parameter certainties: for each region that it read, how sure the model was.
  init(
    _ answer: AnswerParser, certainties: [RegionCertainty?]?, rows: ShownRows, taxonomy: Taxonomy,
    groups: [String]
  ) {
    self.rows = rows
    drops = answer.drops
    var parents: [Int?] = []
    var keys: Set<Int> = []
    for (index, named) in answer.regions.enumerated() {
      let path = "regions[\(index)]"
      guard keys.insert(named.key).inserted else {
        drops.add(.duplicateKey, at: "\(path).k")
        continue
      }
      guard var region = checked(named, path, taxonomy, groups) else { continue }
      if let certainties, certainties.count == answer.regions.count {
        region.certainty = certainties[index]
      }
      regions.append(region)
      parents.append(named.parent)
    }
    link(parents)
    settleDuplicates()
  }

  private mutating func checked(
    _ named: NamedRegion, _ path: String, _ taxonomy: Taxonomy, _ groups: [String]
  ) -> CheckedRegion? {
    let classIndex = taxonomy.classIndex(named: named.className)
    guard classIndex != nil || groups.contains(named.className) else {
      drops.add(.unknownClass, at: "\(path).class")
      return nil
    }
    let reference = RowReference(rows: rows)
    var items: Set<Int> = []
    for (position, id) in named.ids.enumerated() {
      if let found = reference.positions(of: id) {
        items.formUnion(found)
      } else {
        drops.add(.unknownID, at: "\(path).ids[\(position)]")
      }
    }
    var region = CheckedRegion(
      path: path, key: named.key, classIndex: classIndex, items: items.sorted(),
      confidence: named.confidence, why: named.why)
    if items.isEmpty, classIndex != nil {
      guard let between = named.between else {
        drops.add(.noRows, at: "\(path).ids")
        return nil
      }
      guard let area = freeArea(between, path) else { return nil }
      region.freeArea = area
    }
    return region
  }

  /// The free rectangle among the rows around it.
  private mutating func freeArea(_ between: NamedRegion.Between, _ path: String) -> Box? {
    func box(_ id: String?) -> Box? {
      id.flatMap { rows.position[$0] }.map { rows.items[$0].box }
    }
    guard let above = box(between.above), let below = box(between.below),
      between.left == nil || box(between.left) != nil,
      between.right == nil || box(between.right) != nil
    else {
      drops.add(.unknownID, at: "\(path).between")
      return nil
    }
    let area = NamedRegion.Between.area(
      above: above, below: below, left: box(between.left), right: box(between.right))
    guard area.width >= 2, area.height >= 2 else {
      drops.add(.emptyArea, at: "\(path).between")
      return nil
    }
    return area
  }

  /// Turns parent numbers into positions, without those that lead nowhere or back.
  private mutating func link(_ parents: [Int?]) {
    let positions = Dictionary(
      regions.enumerated().map { ($1.key, $0) }, uniquingKeysWith: { first, _ in first })
    for (index, parent) in parents.enumerated() {
      guard let parent else { continue }
      if let position = positions[parent] {
        regions[index].parent = position
      } else {
        drops.add(.unknownParent, at: "\(regions[index].path).parent")
      }
    }
    for index in regions.indices where ancestors(of: index).contains(index) {
      drops.add(.parentCycle, at: "\(regions[index].path).parent")
      regions[index].parent = nil
    }
  }

  /// Positions of the regions around one; ends where it has been before.
  private func ancestors(of index: Int) -> Set<Int> {
    var found: Set<Int> = []
    var next = regions[index].parent
    while let position = next, found.insert(position).inserted { next = regions[position].parent }
    return found
  }

  /// A row is kept in the region with more words, unless one region encloses the other.
  private mutating func settleDuplicates() {
    var claims: [Int: [Int]] = [:]
    for (index, region) in regions.enumerated() where region.classIndex != nil {
      for item in region.items { claims[item, default: []].append(index) }
    }
    let sizes = regions.map { region in
      region.items.reduce(0) { $0 + max(1, rows.items[$1].words.count) }
    }
    let enclosing = regions.indices.map { ancestors(of: $0) }
    var lost: [Int: Set<Int>] = [:]
    for (item, claimants) in claims where claimants.count > 1 {
      let ranked = claimants.sorted { (sizes[$1], $0) < (sizes[$0], $1) }
      var kept: [Int] = []
      for claimant in ranked {
        let isApart = kept.contains {
          !enclosing[claimant].contains($0) && !enclosing[$0].contains(claimant)
        }
        if isApart { lost[claimant, default: []].insert(item) } else { kept.append(claimant) }
      }
    }
    for (index, items) in lost.sorted(by: { $0.key < $1.key }) {
      for _ in items { drops.add(.duplicateRow, at: "\(regions[index].path).ids") }
      regions[index].items.removeAll { items.contains($0) }
    }
  }
}
