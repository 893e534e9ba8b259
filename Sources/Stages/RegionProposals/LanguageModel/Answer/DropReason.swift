/// Why a part of a model's answer was not used.
public enum DropReason: String, Codable, CaseIterable, Sendable {
  /// A region that lacks a key, or has a value of the wrong kind.
  case malformed
  /// A region whose number another one has.
  case duplicateKey
  /// A class that is not in the taxonomy.
  case unknownClass
  /// A row that does not exist or was not shown.
  case unknownID
  /// A region without a row.
  case noRows
  /// A row that another region, with more words, names too.
  case duplicateRow
  /// A link to a region that does not exist or was dropped.
  case unknownParent
  /// A link that leads back to its region.
  case parentCycle
  /// A link to a region that does not enclose this one.
  case parentNotAround
  /// A region of text over more than 60 % of the page that leaves out rows within.
  case tooLarge
  /// An area between rows that has no room.
  case emptyArea
  /// Regions beyond what a page can hold.
  case tooMany
  /// A region that the limit of tokens cut off.
  case cutOff

  /// The reason in words, for a count before it.
  public func phrase(_ count: Int) -> String {
    let (before, noun, after) = words
    return [before, count == 1 ? noun : noun + "s", after].filter { !$0.isEmpty }
      .joined(separator: " ")
  }

  private var words: (before: String, noun: String, after: String) {
    switch self {
    case .malformed: ("malformed", "region", "")
    case .duplicateKey: ("", "region", "numbered twice")
    case .unknownClass: ("", "region", "of unknown class")
    case .unknownID: ("unknown", "row", "")
    case .noRows: ("", "region", "without rows")
    case .duplicateRow: ("", "row", "named twice")
    case .unknownParent: ("unknown", "parent", "")
    case .parentCycle: ("circular", "parent", "")
    case .parentNotAround: ("", "parent", "not around the child")
    case .tooLarge: ("", "region", "larger than 60 % of the page")
    case .emptyArea: ("", "area", "without room")
    case .tooMany: ("", "region", "too many")
    case .cutOff: ("", "region", "cut off")
    }
  }
}

/// What was dropped from an answer, counted by reason, and what was first.
struct Drops: Sendable {
  private(set) var counts: [DropReason: Int] = [:]
  /// Place and reason of the first one, without any of the answer's own text.
  private(set) var first: String?

  mutating func add(_ reason: DropReason, at path: String) {
    counts[reason, default: 0] += 1
    if first == nil { first = "\(path): \(reason.phrase(1))" }
  }

  mutating func add(_ other: Drops) {
    counts.merge(other.counts, uniquingKeysWith: +)
    if first == nil { first = other.first }
  }
}

extension [DropReason: Int] {
  /// `dropped 3 unknown rows, 1 region without rows`; `nil` for none.
  public var summary: String? {
    guard !isEmpty else { return nil }
    let parts = DropReason.allCases.compactMap { reason in
      self[reason].map { "\($0) \(reason.phrase($0))" }
    }
    return "dropped \(parts.joined(separator: ", "))"
  }
}
