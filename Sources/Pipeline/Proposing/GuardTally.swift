/// How often the guard against a model that was led astray was right on labelled pages.
public struct GuardTally: Sendable, Equatable {
  /// Labelled pages.
  public private(set) var pages = 0
  /// Answers that it refused.
  public private(set) var refused = 0
  /// Of these, those that match the labels no better than text rules.
  public private(set) var rightlyRefused = 0
  /// Answers that it kept although one region names most rows.
  public private(set) var kept = 0
  /// Of these, those that match the labels no worse than text rules.
  public private(set) var rightlyKept = 0

  mutating func add(_ verdict: GuardJudge.Verdict?, isLabelled: Bool) {
    pages += isLabelled ? 1 : 0
    switch verdict {
    case .refused(let rightly):
      refused += 1
      rightlyRefused += rightly ? 1 : 0
    case .kept(let rightly):
      kept += 1
      rightlyKept += rightly ? 1 : 0
    case nil: break
    }
  }
}
