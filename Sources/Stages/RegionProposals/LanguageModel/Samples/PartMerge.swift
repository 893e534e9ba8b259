import Layout

/// Joins the answers about the parts of a page into regions of the whole page.
struct PartMerge {
  /// All rows and drawings of the page.
  let whole: ShownRows
  let lineHeight: Double

  /// Vertical distance below which regions on both sides of a seam are one, in line heights.
  private static let seam = 1.2

  /// The regions of all parts, those at a seam joined; positions are those of the whole page.
  func regions(of parts: [(check: AnswerCheck, shown: ShownRows)]) -> [CheckedRegion] {
    var merged: [CheckedRegion] = []
    /// Where each region of the part before went.
    var before: Range<Int> = 0..<0
    for part in parts {
      var target: [Int] = []
      let start = merged.count
      for region in part.check.regions {
        var region = region
        region.items = region.items.compactMap { whole.position[part.shown.items[$0].id] }.sorted()
        if let twin = before.first(where: { areOne(merged[$0], region) }) {
          merged[twin].items = Set(merged[twin].items).union(region.items).sorted()
          target.append(twin)
        } else {
          target.append(merged.count)
          merged.append(region)
        }
      }
      for (index, region) in part.check.regions.enumerated() where target[index] >= start {
        merged[target[index]].parent = region.parent.map { target[$0] }
      }
      before = start..<merged.count
    }
    return settled(merged)
  }

  /// Regions of one class that share a row, or that meet at the seam in one column.
  private func areOne(_ one: CheckedRegion, _ other: CheckedRegion) -> Bool {
    guard one.classIndex == other.classIndex, one.freeArea == nil, other.freeArea == nil else {
      return false
    }
    if !Set(one.items).isDisjoint(with: other.items) { return true }
    guard one.classIndex != nil, let upper = hull(one), let lower = hull(other) else {
      return false
    }
    let common = min(upper.x2, lower.x2) - max(upper.x1, lower.x1)
    let gap = lower.y1 - upper.y2
    return common >= 0.5 * min(upper.width, lower.width)
      && gap > -lineHeight && gap < Self.seam * lineHeight
  }

  private func hull(_ region: CheckedRegion) -> Box? {
    Box.hull(region.items.map { whole.items[$0].box })
  }

  /// A row that regions of two parts name, without being one, stays with the larger.
  private func settled(_ regions: [CheckedRegion]) -> [CheckedRegion] {
    var settled = regions
    var owner: [Int: Int] = [:]
    for index in regions.indices where regions[index].classIndex != nil {
      for item in regions[index].items {
        guard let other = owner[item] else {
          owner[item] = index
          continue
        }
        guard !isAround(index, other, regions), !isAround(other, index, regions) else { continue }
        let loser = regions[other].items.count >= regions[index].items.count ? index : other
        settled[loser].items.removeAll { $0 == item }
        owner[item] = loser == index ? other : index
      }
    }
    return settled
  }

  private func isAround(_ outer: Int, _ inner: Int, _ regions: [CheckedRegion]) -> Bool {
    var seen: Set<Int> = []
    var next = regions[inner].parent
    while let index = next, seen.insert(index).inserted {
      if index == outer { return true }
      next = regions[index].parent
    }
    return false
  }
}
