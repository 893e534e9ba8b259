import Layout

/// Which regions of one side are which of the other.
public struct RegionMatching: Hashable, Sendable {
  /// For each text region the place it was assigned to.
  public var assignment: [Int?]
  /// Text regions that each cover several places (`llm_merges`): cover = text, members = places.
  public var merges: [RegionGroup]
  /// Places that each cover several text regions (`llm_splits`): cover = place, members = text.
  public var splits: [RegionGroup]
}

extension RegionMatching {
  /// A region with its score.
  public typealias Scored = (candidate: MatchCandidate, score: Double)

  /// Matches the regions of a text source to the places found so far: groups first, then the
  /// rest one to one by Hungarian assignment.
  ///
  /// - Parameters:
  ///   - text: the text source's regions.
  ///   - places: the teacher's regions, or what earlier sources made of them.
  ///   - diagonal: length of the page's diagonal, pixels.
  public static func match(
    text: [Scored], places: [Scored], diagonal: Double, settings: MatchingSettings,
    groups: GroupSettings
  ) -> RegionMatching {
    let merges = groups.groups(covers: text, parts: places, matching: settings)
    let merging = Set(merges.map(\.cover))
    let merged = Set(merges.flatMap(\.members))
    let splits = groups.groups(covers: places, parts: text, matching: settings).filter {
      !merged.contains($0.cover) && merging.isDisjoint(with: $0.members)
    }
    let freeText = text.indices.filter { index in
      !merging.contains(index) && !splits.contains { $0.members.contains(index) }
    }
    let freePlaces = places.indices.filter { index in
      !merged.contains(index) && !splits.contains { $0.cover == index }
    }
    let costs = freeText.map { row in
      freePlaces.map { column in
        settings.cost(text[row].candidate, places[column].candidate, diagonal: diagonal)
      }
    }
    let solved = HungarianAssignment.solve(
      costs: costs, unassignedCost: settings.greatestCost)
    var assignment: [Int?] = Array(repeating: nil, count: text.count)
    for (row, column) in zip(freeText, solved) {
      if let column { assignment[row] = freePlaces[column] }
    }
    return RegionMatching(assignment: assignment, merges: merges, splits: splits)
  }
}
