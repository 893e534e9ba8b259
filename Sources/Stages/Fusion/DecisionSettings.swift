import Layout

/// What becomes of fused regions.
public struct DecisionSettings: Hashable, Codable, Sendable {
  /// Least score of a region that the teacher saw, by role of its fused class.
  public var acceptance = RoleTable<Double>(0.5)
  /// What is asked of a region that only text sources saw.
  public var textOnly = TextOnlySettings()
  /// A region whose sources differ in class goes before a person when its best class has less
  /// than this probability.
  public var reviewClassProbability = 0.6
  /// A matched region whose sources overlap less than this goes before a person.
  public var reviewOverlap = 0.5

  /// Makes the default settings (our choice).
  public init() {}
}

/// What is asked of a region that only text sources saw.
///
/// Such regions become soft labels of rare classes (Shihab et al. 2025, arXiv 2511.08903); the
/// numbers are our choice.
public struct TextOnlySettings: Hashable, Codable, Sendable {
  /// Least score the text source itself gave.
  public var minimumScore = 0.8
  /// Least product of text and spatial quality; an unmeasured quality counts as 1.
  public var minimumQuality = 0.5
  /// Roles rare enough to be worth the risk: those less frequent than DocLayNet's median class.
  public var roles: [RegionRole] = [.title, .caption, .footnote, .formula, .table]
  /// Largest share of its area that may lie inside a region that the teacher saw.
  public var maximumCover = 0.5
  /// Share ε of the class probabilities that is spread evenly over all classes.
  public var labelSmoothing = 0.2

  /// Makes the default settings.
  public init() {}
}

/// A decision and the reason for it.
struct Judgement {
  var decision: Decision
  var reason: String
}

extension DecisionSettings {
  /// Judges a region of one source; `site` may hold several estimates of it.
  func judgeTeacherOnly(score: Double, role: RegionRole, className: String) -> Judgement {
    let threshold = acceptance[role]
    let seen = "only the teacher saw it (\(className), score \(score.decimals(2))"
    return score >= threshold
      ? Judgement(decision: .accepted, reason: seen + ")")
      : Judgement(
        decision: .ignored, reason: seen + ", below \(threshold.decimals(2))): ignored")
  }

  /// Judges a region that the teacher did not see.
  ///
  /// - Parameter isTrusted: whether its source is believed on the page.
  func judgeTextOnly(
    _ estimates: [RegionEstimate], role: RegionRole, className: String, isTrusted: Bool
  ) -> Judgement {
    let names = estimates.map(\.source.phrase).joined(separator: " and ")
    let score = estimates.map(\.score).max() ?? 0
    let quality =
      estimates.map { ($0.evidence.textQuality ?? 1) * ($0.evidence.spatialQuality ?? 1) }.max()
      ?? 0
    let seen = "only the \(names) saw it (\(className), score \(score.decimals(2)))"
    if score < textOnly.minimumScore {
      return Judgement(
        decision: .ignored,
        reason: seen + ": ignored below \(textOnly.minimumScore.decimals(2))")
    }
    if quality < textOnly.minimumQuality {
      return Judgement(
        decision: .ignored,
        reason: seen + ": ignored, its text quality \(quality.decimals(2)) is below "
          + textOnly.minimumQuality.decimals(2))
    }
    guard isTrusted else {
      return Judgement(
        decision: .ignored,
        reason: seen + ": ignored, it sees little else that the teacher is sure of")
    }
    guard textOnly.roles.contains(role) else {
      return Judgement(
        decision: .ignored, reason: seen + ": ignored, the class is not rare")
    }
    return Judgement(decision: .accepted, reason: seen + ": a soft label of a rare class")
  }
}

extension Double {
  /// The number with a fixed count of decimals, without depending on a locale.
  func decimals(_ count: Int) -> String {
    guard isFinite else { return "\(self)" }
    var scale = 1.0
    for _ in 0..<count { scale *= 10 }
    let scaled = (abs(self) * scale).rounded()
    guard scaled < 9e15 else { return "\(self)" }
    let digits = String(Int(scaled))
    let padded = String(repeating: "0", count: max(0, count + 1 - digits.count)) + digits
    let sign = self < 0 && scaled > 0 ? "-" : ""
    return count == 0 ? sign + padded : sign + padded.dropLast(count) + "." + padded.suffix(count)
  }
}
