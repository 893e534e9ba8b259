import Layout

/// Fits a calibration, and tells how far it holds on documents that it was not fitted on.
public struct CalibrationFit: Sendable {
  private let mode: VarianceMode
  private let matched: [EstimateSource: [MatchedEstimate]]
  private let sites: [MatchedSite]
  private let taxonomy: Taxonomy
  private let pages: Int
  /// The documents, in the order of their names.
  public let documents: [String]

  /// Matches the sources' estimates to the true regions.
  public init(_ pages: [CalibrationPage], taxonomy: Taxonomy, mode: VarianceMode = .calibrated) {
    self.mode = mode
    self.pages = pages.count
    documents = Set(pages.map(\.document)).sorted()
    let matching = TruthMatching(taxonomy: taxonomy)
    self.taxonomy = taxonomy
    sites = pages.flatMap(matching.matched)
    matched = Dictionary(grouping: sites.flatMap(\.located), by: \.estimate.source)
  }

  /// The sources that there are estimates of.
  public var sources: [EstimateSource] { EstimateSource.allCases.filter { matched[$0] != nil } }

  /// The calibration from all pages.
  public func calibration(
    truth: String, truthHash: String, taxonomy: String
  ) -> FusionCalibration {
    var calibration = FusionCalibration(
      version: FusionCalibration.currentVersion, mode: mode,
      provenance: .init(
        truth: truth, truthHash: truthHash, taxonomy: taxonomy, pages: pages,
        documents: documents.count),
      sources: fitted(to: sites), served: served)
    calibration.classes = ClassFit(sites, taxonomy: self.taxonomy).fitted()
    return calibration
  }

  /// What sites tell of each source.
  private func fitted(to sites: [MatchedSite]) -> [SourceCalibration] {
    let located = sites.map(\.located)
    let matched = Dictionary(grouping: located.joined(), by: \.estimate.source)
    var calibrations = sources.compactMap { source in
      matched[source].flatMap { SourceCalibration($0, of: source, mode: mode) }
    }
    for index in calibrations.indices where !calibrations[index].source.isDetector {
      calibrations[index].doubt = SourceDoubt(
        located, settings(with: calibrations, serving: Set(RegionRole.allCases))
      ).fitted(to: calibrations[index].source)
    }
    return calibrations
  }

  /// The built-in settings with what is known of the sources for some roles.
  private func settings(
    with sources: [SourceCalibration], serving roles: Set<RegionRole>
  ) -> FusionSettings {
    FusionCalibration(
      version: FusionCalibration.currentVersion, mode: mode,
      provenance: .init(truth: "", truthHash: "", taxonomy: "", pages: 0, documents: 0),
      sources: sources, served: roles
    ).applied(to: FusionSettings())
  }

  /// The roles that fitted numbers serve on documents left out.
  private var served: Set<RegionRole> {
    // The paper's numbers are no variances at all until they are brought to the page's units.
    guard mode == .calibrated else { return Set(RegionRole.allCases) }
    var served = ServedRoles()
    let fold = fold(of: 5)
    for held in 0..<min(5, documents.count) {
      let others = fitted(to: sites.filter { fold[$0.document] != held })
      served.add(
        sites.filter { fold[$0.document] == held }.map(\.located),
        before: settings(with: others, serving: []),
        after: settings(with: others, serving: Set(RegionRole.allCases)))
    }
    return served.roles
  }

  /// Which of so many folds a document is left out with.
  private func fold(of count: Int) -> [String: Int] {
    Dictionary(
      uniqueKeysWithValues: documents.enumerated().map { ($1, $0 % min(count, documents.count)) })
  }

  /// A figure by the built-in numbers, and by a calibration.
  public struct Change<Figure: Sendable>: Sendable {
    /// By the built-in numbers.
    public var before: Figure
    /// By the calibration.
    public var after: Figure

    /// Makes a change.
    public init(before: Figure, after: Figure) {
      self.before = before
      self.after = after
    }
  }

  /// How well a source's variances and scores hold.
  public struct Report: Sendable {
    /// Every edge.
    public var all: Change<UncertaintyReport>
    /// The edges whose error is not gross.
    public var usual: Change<UncertaintyReport>
    /// Expected calibration error of the scores.
    public var scores: Change<Double>
  }

  /// Cross-fitted: each document is measured under a calibration from the other folds' documents.
  ///
  /// - Returns: `nil` for fewer than two documents, or too few pairs.
  public func report(on source: EstimateSource, folds: Int = 5) -> Report? {
    guard let matched = matched[source], documents.count > 1 else { return nil }
    let count = min(folds, documents.count)
    let fold = fold(of: folds)
    let before = VarianceModel(mode: mode)
    var residuals = Residuals()
    for held in 0..<count {
      let others = matched.filter { fold[$0.document] != held }
      guard let fitted = SourceCalibration(others, of: source, mode: mode) else { return nil }
      var after = before
      after.bias[source] = fitted.bias
      after.maps[source] = fitted.maps
      let usual = UsualErrors(others.filter { $0.truth != nil })
      for one in matched where fold[one.document] == held {
        residuals.add(one, before: before, after: after, usual: usual)
        residuals.add(one, temperature: fitted.scoreTemperature)
      }
    }
    return residuals.report
  }
}

/// Which errors are usual, by role and edge, before any bias is taken off.
private struct UsualErrors {
  private let all: EdgeTable<ClosedRange<Double>>
  private let byRole: [RegionRole: EdgeTable<ClosedRange<Double>>]
  private static let raw = VarianceModel(bias: SourceTable(RoleTable(.none)))

  init(_ pairs: [MatchedEstimate]) {
    func usual(_ pairs: [MatchedEstimate]) -> EdgeTable<ClosedRange<Double>> {
      func range(_ edge: BoxCoordinate) -> ClosedRange<Double> {
        GrossErrors(pairs.compactMap { $0.residual(edge, under: Self.raw)?.error }).usual
      }
      return EdgeTable(by: range)
    }
    all = usual(pairs)
    byRole = Dictionary(grouping: pairs, by: \.role)
      .filter { $0.value.count >= VarianceFit.leastForAffine }.mapValues(usual)
  }

  func contains(_ pair: MatchedEstimate, _ edge: BoxCoordinate) -> Bool {
    pair.residual(edge, under: Self.raw).map {
      (byRole[pair.role] ?? all)[edge].contains($0.error)
    } ?? false
  }
}

/// Residuals of held-out pages under two models.
private struct Residuals {
  private var all = CalibrationFit.Change<[EdgeResidual]>(before: [], after: [])
  private var usual = CalibrationFit.Change<[EdgeResidual]>(before: [], after: [])
  private var scores = CalibrationFit.Change<[Temperature.Statement]>(before: [], after: [])

  mutating func add(
    _ matched: MatchedEstimate, before: VarianceModel, after: VarianceModel, usual: UsualErrors
  ) {
    for edge in BoxCoordinate.allCases {
      guard let old = matched.residual(edge, under: before),
        let new = matched.residual(edge, under: after)
      else { continue }
      all.before.append(old)
      all.after.append(new)
      guard usual.contains(matched, edge) else { continue }
      self.usual.before.append(old)
      self.usual.after.append(new)
    }
  }

  mutating func add(_ matched: MatchedEstimate, temperature: Double) {
    let stated = matched.estimate.score
    let cooled = ScorePool.pool([.init(score: stated, weight: 1, temperature: temperature)])
    scores.before.append(.init(score: stated, isTrue: matched.isRight))
    scores.after.append(.init(score: cooled, isTrue: matched.isRight))
  }

  var report: CalibrationFit.Report? {
    guard !all.before.isEmpty, !usual.before.isEmpty else { return nil }
    func measured(
      _ residuals: CalibrationFit.Change<[EdgeResidual]>
    ) -> CalibrationFit.Change<UncertaintyReport> {
      .init(
        before: UncertaintyReport(residuals.before), after: UncertaintyReport(residuals.after))
    }
    return CalibrationFit.Report(
      all: measured(all), usual: measured(usual),
      scores: .init(
        before: Temperature.calibrationError(scores.before),
        after: Temperature.calibrationError(scores.after)))
  }
}
