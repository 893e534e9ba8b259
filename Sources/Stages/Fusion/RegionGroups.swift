import Layout

/// Whose cut of the page holds where one source's region covers several of another's.
public enum Granularity: String, Codable, CaseIterable, Sendable {
  /// The teacher's regions stand.
  case teacher
  /// The text source's regions stand.
  case text
  /// The smaller regions stand.
  case finer
  /// The side of the higher mean score stands.
  case vote
}

/// When one region stands for several of the other source.
public struct GroupSettings: Hashable, Codable, Sendable {
  /// Least share of a member's area inside the covering region.
  public var minimumCoverage: Double
  /// Least share of a region's height that several must fill to stand in its place.
  public var minimumFilled = 0.5
  /// Members and covering regions below this score form no group.
  public var minimumScore: Double
  /// Whose regions stand, by text source and the role of its (first) region; the text's always
  /// where the others have no name for its class.
  public var granularity: SourceTable<RoleTable<Granularity>>

  /// Makes the settings (our choice): the teacher's cut, save that a language model's whole lists
  /// stand, and captions of which the rules are surer than the teacher of what it sees around them.
  /// (Text rules cut lists at misread lines: on PubLayNet pages their cut costs half the AP of
  /// lists.)
  public init(
    minimumCoverage: Double = 0.8, minimumScore: Double = 0.5,
    granularity: SourceTable<RoleTable<Granularity>> = SourceTable(
      teacher: RoleTable(.teacher), languageModel: RoleTable(.teacher, [.list: .text]),
      textRules: RoleTable(.teacher, [.caption: .vote]))
  ) {
    self.minimumCoverage = minimumCoverage
    self.minimumScore = minimumScore
    self.granularity = granularity
  }
}

/// One region of a side that covers several of the other.
public struct RegionGroup: Hashable, Sendable {
  /// Index of the covering region.
  public var cover: Int
  /// Indices of the covered ones, ascending; at least two.
  public var members: [Int]

  /// Makes a group.
  public init(cover: Int, members: [Int]) {
    self.cover = cover
    self.members = members
  }
}

extension GroupSettings {
  /// Finds covering regions whose members, taken together, fit better than any one of them.
  ///
  /// - Parameters:
  ///   - covers: candidates with their scores; each is in at most one group.
  ///   - parts: the other side; each is in at most one group.
  ///   - matching: gives the least overlap of the members' hull with the cover.
  public func groups(
    covers: [(candidate: MatchCandidate, score: Double)],
    parts: [(candidate: MatchCandidate, score: Double)], matching: MatchingSettings
  ) -> [RegionGroup] {
    var taken: Set<Int> = []
    var groups: [RegionGroup] = []
    for (index, cover) in covers.enumerated() where cover.score >= minimumScore {
      let inside = parts.indices.filter { part in
        !taken.contains(part) && parts[part].score >= minimumScore
          && parts[part].candidate.role.isCompatible(with: cover.candidate.role)
          && parts[part].candidate.box.fractionInside(cover.candidate.box) >= minimumCoverage
      }
      let members = disjoint(inside, of: parts).sorted()
      guard members.count > 1,
        let hull = Box.hull(members.map { parts[$0].candidate.box })
      else { continue }
      let together = hull.intersectionOverUnion(cover.candidate.box)
      let alone =
        inside.map { parts[$0].candidate.box.intersectionOverUnion(cover.candidate.box) }.max() ?? 0
      let threshold =
        members.map {
          matching.threshold(parts[$0].candidate.role, cover.candidate.role)
        }.max() ?? 0
      guard together >= threshold, together > alone else { continue }
      taken.formUnion(members)
      groups.append(RegionGroup(cover: index, members: members))
    }
    return groups
  }

  /// The best-scored parts of which none lies half in another.
  private func disjoint(
    _ indices: [Int], of parts: [(candidate: MatchCandidate, score: Double)]
  ) -> [Int] {
    var chosen: [Int] = []
    for index in indices.sorted(by: { (parts[$0].score, $1) > (parts[$1].score, $0) }) {
      let box = parts[index].candidate.box
      let overlaps = chosen.contains {
        let other = parts[$0].candidate.box
        return box.fractionInside(other) >= 0.5 || other.fractionInside(box) >= 0.5
      }
      if !overlaps { chosen.append(index) }
    }
    return chosen
  }
}
