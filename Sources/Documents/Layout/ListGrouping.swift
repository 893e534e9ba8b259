/// Joins the items of a list into one region, for taxonomies in which a list is one (PubLayNet).
public struct ListGrouping: Sendable {
  private let listClass: Int?

  /// Groups into the taxonomy's class for lists, if it has one.
  public init(taxonomy: Taxonomy) { listClass = taxonomy.classIndex(for: .list) }

  /// The estimates with list items that follow one another in a column joined.
  ///
  /// Two items belong together when they share most of their width and the gap between them is
  /// under one and a half times the height of the lower one (at most 4 % of the page's extent).
  /// The joined region's score is the strongest item's, its variance the outer items'.
  public func grouped(_ estimates: [RegionEstimate]) -> [RegionEstimate] {
    guard let listClass else { return estimates }
    let strong = estimates.filter { $0.classIndex == listClass && $0.score >= 0.2 }
      .sorted { ($0.box.y1, $0.box.x1) < ($1.box.y1, $1.box.x1) }
    let others = estimates.filter { !($0.classIndex == listClass && $0.score >= 0.2) }
    let extent = Box.hull(estimates.map(\.box))?.height ?? 0
    var lists: [RegionEstimate] = []
    for item in strong {
      if let index = lists.lastIndex(where: { Self.follows($0, item, extent: extent) }) {
        lists[index] = Self.joined(lists[index], item)
      } else {
        lists.append(item)
      }
    }
    return (lists + others).enumerated().sorted {
      $0.element.score != $1.element.score
        ? $0.element.score > $1.element.score : $0.offset < $1.offset
    }.map(\.element)
  }

  private static func follows(
    _ list: RegionEstimate, _ item: RegionEstimate, extent: Double
  ) -> Bool {
    let shared = min(list.box.x2, item.box.x2) - max(list.box.x1, item.box.x1)
    let gap = item.box.y1 - list.box.y2
    return shared >= 0.6 * min(list.box.width, item.box.width)
      && gap <= min(1.5 * item.box.height, 0.04 * extent)
  }

  private static func joined(_ list: RegionEstimate, _ item: RegionEstimate) -> RegionEstimate {
    var joined = list
    joined.box = list.box.union(item.box)
    for edge in BoxCoordinate.allCases where joined.box[edge] == item.box[edge] {
      joined.variance[edge] = item.variance[edge]
    }
    if item.score > list.score {
      joined.score = item.score
      joined.classProbabilities = item.classProbabilities
    }
    joined.evidence.wordIDs = Array(Set(list.evidence.wordIDs + item.evidence.wordIDs)).sorted()
    if !joined.evidence.flags.contains(RegionFlag.joinedItems.rawValue) {
      joined.evidence.flags.append(RegionFlag.joinedItems.rawValue)
    }
    return joined
  }
}
