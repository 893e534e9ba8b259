import Layout

/// Every parameter of fusion; its encoding with sorted keys identifies a way of fusing.
public struct FusionSettings: Hashable, Codable, Sendable {
  /// Which regions of two sources are one.
  public var matching = MatchingSettings()
  /// What happens where one region stands for several.
  public var groups = GroupSettings()
  /// Least intersection over union at which two estimates of one source are one site.
  public var samePlaceOverlap = 0.7
  /// Where variances come from, and each source's bias.
  public var variances = VarianceModel()
  /// How far sources are believed that no labelled page vouches for.
  public var trust = TrustSettings()
  /// How edges are weighed.
  public var boxes = BoxSettings()
  /// How class probabilities are pooled.
  public var classes = ClassSettings()
  /// How scores are pooled.
  public var scores = ScoreSettings()
  /// What is accepted, ignored or put before a person.
  public var decisions = DecisionSettings()

  /// Makes the default settings.
  public init() {}
}

/// How the edges of matched boxes are weighed.
public struct BoxSettings: Hashable, Codable, Sendable {
  /// Who gives the weights.
  public enum Rule: String, Codable, CaseIterable, Sendable {
    case inverseVariance = "inverse_variance"
    case fixed
  }
  /// Inverse variance, or the fixed weight.
  public var rule = Rule.inverseVariance
  /// The teacher's weight under the fixed rule; the paper's is 0.6.
  public var fixedTeacherWeight = 0.6
  /// One variance a box instead of one an edge, as in the paper.
  public var isIsotropic = false
  /// Correlation ρ of the sources' errors, −1 < ρ < 1.
  public var correlation = 0.0
  /// Whether the text sources make the same errors, as hulls of the same words do: of their boxes
  /// only the surest edge then counts, so that together they do not outvote the teacher.
  public var sharesTextErrors = true
  /// Whether weights may leave 0...1 where ρ exceeds √(smaller / larger variance).
  public var extrapolates = false
  /// Largest squared innovation that is averaged (0.999 quantile of χ²₁); `nil`: no guard.
  public var conflictLimit: Double? = 10.83
  /// By source, the share of edges that are grossly wrong, as far as labelled pages tell.
  public var grossShares = SourceTable<Double>(0.1)
  /// Least width and height of a fused box, pixels.
  public var minimumSide = 2.0

  /// Makes the default settings.
  public init() {}

  /// The weighting that the settings describe.
  public var weighting: any BoxWeighting {
    switch rule {
    case .inverseVariance:
      InverseVarianceWeighting(
        correlation: correlation, extrapolates: extrapolates, isIsotropic: isIsotropic,
        sharesTextErrors: sharesTextErrors)
    case .fixed: FixedWeighting(teacher: fixedTeacherWeight)
    }
  }
}

/// How class probabilities are pooled.
public struct ClassSettings: Hashable, Codable, Sendable {
  /// Weighted product or weighted sum.
  public var rule = ClassPoolRule.logLinear
  /// Exponent α (or share) of a source where it claims a role: its reliability by class.
  ///
  /// The defaults follow how often a claim that contradicts a YOLOv8n teacher is right on PolEval
  /// 2025. A strong language model (24 pages): footnotes 4 of 4, titles 3 of 6, list items 3 of 22
  /// (statutes number their paragraphs). Plain layout rules (219 pages): captions 12 of 12, page
  /// headers 4 of 7, footnotes 6 of 14, text 61 of 323, section headers 8 of 57, list items 32
  /// of 368, titles 1 of 10. Text is what they say where no rule fires, which must not tip a
  /// teacher that wavers.
  public var exponents = SourceTable<RoleTable<Double>>(
    teacher: RoleTable(1), languageModel: RoleTable(1, [.listItem: 0.5]),
    textRules: RoleTable(
      0.1, [.text: 0.03, .caption: 2, .footnote: 0.5, .pageHeader: 0.5, .pageFooter: 0.5]))
  /// What a source's claim of a role adds to the logarithms of the classes of each role.
  ///
  /// What it tends to be mistaken for; nothing where no labelled page tells.
  public var leanings = SourceTable<RoleTable<RoleTable<Double>>>(RoleTable(RoleTable(0)))
  /// Temperature of each source's probabilities, above 0.
  public var temperatures = SourceTable<Double>(teacher: 1, languageModel: 1, textRules: 1)
  /// How likely a class is that a source has no name for, as a share (0...1) of the likeliest of
  /// its kind.
  ///
  /// At 0 not knowing a class is an opinion of it.
  public var unnamedShare = 0.5
  /// Prior of the classes in the taxonomy's order; `nil`: uniform.
  public var prior: [Double]?

  /// Makes the default settings.
  public init() {}
}

/// How the probabilities that a region exists are pooled.
public struct ScoreSettings: Hashable, Codable, Sendable {
  /// Weight of a source's score where it claims a role; the weights of the sources that speak
  /// (or whose silence counts) are made to sum to 1.
  public var weights = SourceTable<RoleTable<Double>>(
    teacher: RoleTable(0.7), languageModel: RoleTable(0.3),
    textRules: RoleTable(0.3, [.caption: 2]))
  /// Temperature of each source's score, above 0.
  public var temperatures = SourceTable<Double>(teacher: 1, languageModel: 1, textRules: 1)
  /// What a source's silence counts for, by role.
  ///
  /// It is the score that the source is taken to give to a region it did not see although it saw
  /// others on the page; with `nil` its silence says nothing. A teacher lists what scores 0.01 or
  /// more; no text names a picture, and rules know neither tables nor formulas.
  public var silence = SourceTable<RoleTable<Double?>>(
    teacher: RoleTable(0.01, [.caption: nil]), languageModel: RoleTable(0.1, [.figure: nil]),
    textRules: RoleTable(
      nil, [.text: 0.1, .listItem: 0.1, .sectionHeader: 0.1, .title: 0.1, .caption: 0.1]))

  /// Whether a source that gives a region another class speaks against a region of this role: its
  /// score then counts only as far as it holds the region's class for possible.
  ///
  /// Elsewhere it still speaks for a region, of whatever class. Rules name nearly every caption, so
  /// what they call something else is hardly one, whatever the teacher says.
  public var denies = SourceTable<RoleTable<Bool>>(
    teacher: RoleTable(false), languageModel: RoleTable(false),
    textRules: RoleTable(false, [.caption: true]))

  /// Makes the default settings.
  public init() {}
}

extension FusionSettings {
  /// Checks the ranges that the formulas need.
  ///
  /// - Throws: `FusionError.invalidSetting`.
  public func validate(classCount: Int) throws(FusionError) {
    func require(
      _ condition: Bool, _ name: String, _ reason: String
    ) throws(FusionError) {
      guard condition else { throw .invalidSetting(name: name, reason: reason) }
    }
    try require(
      abs(boxes.correlation) < 1, "boxes.correlation",
      "\(boxes.correlation) is not between -1 and 1")
    // With three sources the correlation matrix is positive definite only above -1/2.
    try require(
      boxes.correlation > -0.5, "boxes.correlation",
      "\(boxes.correlation) is impossible for three sources: use more than -0.5")
    try require(
      (0...1).contains(boxes.fixedTeacherWeight), "boxes.fixedTeacherWeight",
      "\(boxes.fixedTeacherWeight) is not in 0...1")
    try require(boxes.minimumSide > 0, "boxes.minimumSide", "must be above 0 px")
    try require(
      boxes.conflictLimit.map { $0 > 0 } ?? true, "boxes.conflictLimit", "must be above 0")
    for source in [EstimateSource.teacher, .languageModel, .textRules] {
      let name = source.rawValue
      try require(
        classes.temperatures[source] > 0, "classes.temperatures.\(name)", "must be above 0")
      try require(
        scores.temperatures[source] > 0, "scores.temperatures.\(name)", "must be above 0")
      for role in RegionRole.allCases {
        let maps = variances.maps[source][role]
        try require(
          variances.doubt[source][role] > 0, "variances.doubt.\(name).\(role.rawValue)",
          "must be above 0")
        try require(
          BoxCoordinate.allCases.allSatisfy { maps[$0].isSound },
          "variances.maps.\(name).\(role.rawValue)", "must ascend, and give numbers above 0")
        try require(
          scores.weights[source][role] > 0, "scores.weights.\(name).\(role.rawValue)",
          "must be above 0")
        try require(
          classes.exponents[source][role] >= 0, "classes.exponents.\(name).\(role.rawValue)",
          "must not be negative")
      }
    }
    try require(
      (0...1).contains(classes.unnamedShare), "classes.unnamedShare",
      "\(classes.unnamedShare) is not in 0...1")
    if let prior = classes.prior {
      try require(
        prior.count == classCount && prior.allSatisfy { $0 >= 0 }
          && abs(prior.reduce(0, +) - 1) <= 1e-3,
        "classes.prior", "must be \(classCount) probabilities that sum to 1")
    }
  }
}
