import Layout

/// Which regions of one side are which of the other.
public struct RegionMatching: Hashable, Sendable {
  /// For each text region the site it was assigned to.
  public var assignment: [Int?]
  /// Text regions that each cover several sites (`llm_merges`): cover = text, members = sites.
  public var merges: [RegionGroup]
  /// Sites that each cover several text regions (`llm_splits`): cover = site, members = text.
  public var splits: [RegionGroup]
}

extension RegionMatching {
  /// A region with its score.
  public typealias Scored = (candidate: MatchCandidate, score: Double)

  /// Matches the regions of a text source to the sites found so far: groups first, then the
  /// rest one to one by Hungarian assignment.
  ///
  /// - Parameters:
  ///   - text: the text source's regions.
  ///   - sites: the teacher's regions, or what earlier sources made of them.
  ///   - diagonal: length of the page's diagonal, pixels.
  public static func match(
    text: [Scored], sites: [Scored], diagonal: Double, settings: MatchingSettings,
    groups: GroupSettings
  ) -> RegionMatching {
    let merges = groups.groups(covers: text, parts: sites, matching: settings)
    let merging = Set(merges.map(\.cover))
    let merged = Set(merges.flatMap(\.members))
    let splits = groups.groups(covers: sites, parts: text, matching: settings).filter {
      !merged.contains($0.cover) && merging.isDisjoint(with: $0.members)
    }
    let freeText = text.indices.filter { index in
      !merging.contains(index) && !splits.contains { $0.members.contains(index) }
    }
    let freeSites = sites.indices.filter { index in
      !merged.contains(index) && !splits.contains { $0.cover == index }
    }
    let costs = freeText.map { row in
      freeSites.map { column in
        settings.cost(text[row].candidate, sites[column].candidate, diagonal: diagonal)
      }
    }
    let solved = HungarianAssignment.solve(
      costs: costs, unassignedCost: settings.greatestCost)
    var assignment: [Int?] = Array(repeating: nil, count: text.count)
    for (row, column) in zip(freeText, solved) {
      if let column { assignment[row] = freeSites[column] }
    }
    return RegionMatching(assignment: assignment, merges: merges, splits: splits)
  }
}
