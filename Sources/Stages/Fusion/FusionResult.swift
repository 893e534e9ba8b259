import Layout

/// A page after fusion.
public struct FusionResult: Hashable, Codable, Sendable {
  /// Fused regions: first those accepted or for review in reading order, then the ignored ones
  /// from the top; `regions[i].id == i`.
  public var regions: [FusedRegion]
  /// Estimates that were unfit, and why.
  public var dropped: [DroppedEstimate]
  /// How the sources agreed.
  public var statistics: FusionStatistics
}

/// How the sources of a page (or, summed, of many pages) agreed.
public struct FusionStatistics: Hashable, Codable, Sendable {
  /// Regions that at least two sources saw.
  public var matched = 0
  /// Regions that only the teacher saw.
  public var teacherOnly = 0
  /// Regions that only text sources saw.
  public var textOnly = 0
  /// Text regions that cover several of the teacher's.
  public var merges = 0
  /// Regions of the teacher that cover several of the text's.
  public var splits = 0
  /// Matched regions whose sources contradict each other on an edge.
  public var conflicts = 0
  /// Matched regions to which teacher and text give different classes.
  public var classDisagreements = 0
  /// Sum of the agreements of matched regions.
  public var agreementSum = 0.0

  /// Makes empty statistics.
  public init() {}

  /// Mean agreement of the matched regions, 0...1; `nil` without any.
  public var meanAgreement: Double? {
    matched > 0 ? agreementSum / Double(matched) : nil
  }

  /// Adds the counts of another page.
  public mutating func add(_ other: FusionStatistics) {
    matched += other.matched
    teacherOnly += other.teacherOnly
    textOnly += other.textOnly
    merges += other.merges
    splits += other.splits
    conflicts += other.conflicts
    classDisagreements += other.classDisagreements
    agreementSum += other.agreementSum
  }
}
