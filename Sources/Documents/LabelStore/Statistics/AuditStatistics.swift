import GRDB
import Layout

/// How far an audit is, and what it tells so far.
public struct AuditStatistics: Sendable, Hashable {
  /// Overlap from which a box is right.
  public static let rightOverlap = 0.5

  /// Fused regions that wait for a person.
  public var waiting = 0
  /// Fused regions that a person decided about.
  public var decided = 0
  /// Pages in all.
  public var pages = 0
  /// Pages that a person is done with.
  public var donePages = 0
  /// Decided regions that stayed as they were.
  public var unchanged = Proportion(right: 0, seen: 0)
  /// How often each source had class and place right, of the decided regions that it saw.
  public var sources: [EstimateSource: Proportion] = [:]
  /// Share of right ones among the accepted regions that nobody looked at; `nil` before anybody
  /// looked at an accepted one.
  public var rest: RestPrecision?

  /// An estimate of what nobody looked at.
  public struct RestPrecision: Sendable, Hashable {
    /// Estimate.
    public var precision: Double
    /// 95 % interval.
    public var interval: ClosedRange<Double>
    /// Decided regions that it rests on.
    public var basis: Int
  }

  /// - Parameters:
  ///   - corrections: all decisions.
  ///   - waiting: regions that wait.
  ///   - acceptedByGain: of those that wait and were accepted, how many there are in each tenth of
  ///     the gain.
  public init(
    corrections: [Correction], waiting: Int, acceptedByGain: [Int: Int], pages: Int, donePages: Int
  ) {
    self.waiting = waiting
    self.pages = pages
    self.donePages = donePages
    var strata: [Int: Proportion] = [:]
    for correction in corrections where correction.status != .open {
      guard let origin = correction.origin else { continue }
      decided += 1
      unchanged.add(
        correction.status == .accepted && correction.className == origin.className
          && correction.box == origin.box)
      for part in origin.parts {
        sources[part.source, default: Proportion(right: 0, seen: 0)]
          .add(correction.confirms(part.className, part.box))
      }
      if origin.decision == .accepted {
        strata[Self.stratum(origin.gain), default: Proportion(right: 0, seen: 0)]
          .add(correction.confirms(origin.className, origin.box))
      }
    }
    rest = Self.rest(strata, acceptedByGain)
  }

  /// The tenth of the gain.
  static func stratum(_ gain: Double) -> Int { min(9, Int(gain * 10)) }

  /// The share of right ones in the rest, from what was looked at.
  ///
  /// People look at doubtful regions first: each tenth of the gain speaks for its own rest only. A
  /// tenth that few looked at borrows from all (two regions' worth).
  private static func rest(
    _ strata: [Int: Proportion], _ rest: [Int: Int]
  ) -> RestPrecision? {
    let seen = strata.values.reduce(0) { $0 + $1.seen }
    let whole = Double(rest.values.reduce(0, +))
    guard seen > 0, whole > 0 else { return nil }
    let right = Double(strata.values.reduce(0) { $0 + $1.right })
    let all = (right + 1) / Double(seen + 2)
    var (mean, variance) = (0.0, 0.0)
    for (stratum, count) in rest {
      let looked = strata[stratum] ?? Proportion(right: 0, seen: 0)
      let share = (Double(looked.right) + 2 * all) / Double(looked.seen + 2)
      let weight = Double(count) / whole
      mean += weight * share
      variance += weight * weight * share * (1 - share) / Double(looked.seen + 3)
    }
    let reach = 1.96 * variance.squareRoot()
    return RestPrecision(
      precision: mean, interval: max(0, mean - reach)...min(1, mean + reach), basis: seen)
  }
}

extension Proportion {
  fileprivate mutating func add(_ isRight: Bool) {
    seen += 1
    if isRight { right += 1 }
  }
}

extension Correction {
  /// Whether a claim about the region is right in the person's eyes.
  fileprivate func confirms(_ className: String, _ box: Box) -> Bool {
    status == .accepted && self.className == className
      && self.box.intersectionOverUnion(box) >= AuditStatistics.rightOverlap
  }
}

extension LabelStore {
  /// How far the audit is.
  ///
  /// - Throws: `LabelStoreError`.
  public func auditStatistics() async throws(LabelStoreError) -> AuditStatistics {
    try await read { database in
      let corrections: [Correction] = try String.fetchAll(
        database, sql: "SELECT json FROM correction WHERE status <> 'open'"
      ).map { try PageRecord.value($0) }
      var acceptedByGain: [Int: Int] = [:]
      for row in try Row.fetchAll(
        database,
        sql: """
          SELECT MIN(9, CAST(gain * 10 AS INTEGER)), COUNT(*) FROM region
          WHERE decided = 0 AND gain > 0 AND decision = 'accepted' GROUP BY 1
          """)
      {
        acceptedByGain[row[0]] = row[1]
      }
      func count(_ sql: String) throws -> Int { try Int.fetchOne(database, sql: sql) ?? 0 }
      return AuditStatistics(
        corrections: corrections,
        waiting: try count("SELECT COUNT(*) FROM region WHERE decided = 0 AND gain > 0"),
        acceptedByGain: acceptedByGain, pages: try count("SELECT COUNT(*) FROM page"),
        donePages: try count(
          """
          SELECT COUNT(*) FROM donePage JOIN page
            ON page.path = donePage.path AND page.number = donePage.number
          """))
    }
  }
}
