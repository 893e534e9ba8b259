import Layout

/// What labelled pages tell of one source.
public struct SourceCalibration: Hashable, Codable, Sendable {
  /// Whose estimates.
  public var source: EstimateSource
  /// The detector, language model or rules that made them; of another's they say nothing.
  public var model: String
  /// Pairs of an estimate and a true region, by role of the estimate.
  public var pairs: [String: Int]
  /// Share of the estimates of score ½ or more that stand for no true region.
  public var unmatched: Double
  /// Share of the edges of pairs whose error is gross; they are left out of the maps.
  public var gross: Double
  /// Typical errors of the edges, thousandths of the page's longer side.
  public var bias: RoleTable<EdgeBias>
  /// What is made of stated variances, in squared thousandths of the page's longer side.
  public var maps: RoleTable<EdgeTable<VarianceMap>>
  /// Factor on the variances beside those of a teacher, at which fused boxes are best.
  public var doubt = 1.0
  /// Temperature of the scores.
  public var scoreTemperature: Double
  /// Temperature of the class probabilities.
  public var classTemperature: Double
}

extension SourceCalibration {
  /// Fits a source from its matched estimates; `nil` where they are too few to say anything.
  ///
  /// A role's own fit needs 20 pairs, else that of all roles together stands in.
  init?(_ matched: [MatchedEstimate], of source: EstimateSource, mode: VarianceMode) {
    let pairs = matched.filter { $0.truth != nil }
    let sample = Self.spread(pairs)
    guard sample.count >= VarianceFit.leastForAffine else { return nil }
    let byRole = Dictionary(grouping: sample, by: \.role)
      .filter { $0.value.count >= VarianceFit.leastForAffine }
    self.source = source
    model = Set(matched.map(\.estimate.evidence.model)).sorted().joined(separator: "+")
    self.pairs = Dictionary(grouping: pairs, by: \.role.rawValue).mapValues(\.count)
    let sure = matched.filter { $0.estimate.score >= 0.5 }
    unmatched = Double(sure.count { !$0.isRight }) / Double(max(1, sure.count))

    let raw = VarianceModel(mode: mode, bias: SourceTable(RoleTable(.none)))
    let usual = EdgeBias.fitted(to: pairs, raw, towards: .none)
    bias = RoleTable(
      usual,
      Dictionary(grouping: pairs, by: \.role).mapValues {
        EdgeBias.fitted(to: $0, raw, towards: usual)
      })
    var unbiased = raw
    unbiased.bias[source] = bias
    let all = EdgeFit(sample, under: unbiased)
    let fits = byRole.mapValues { EdgeFit($0, under: unbiased) }
    func maps(_ fit: EdgeFit) -> EdgeTable<VarianceMap> {
      var maps = EdgeTable.identity
      for edge in BoxCoordinate.allCases {
        maps[edge] = fit.map(of: edge, mode) ?? all.map(of: edge, mode) ?? .identity
      }
      return maps
    }
    self.maps = RoleTable(maps(all), fits.mapValues(maps))
    gross = all.grossShare
    scoreTemperature = Temperature.ofScores(
      // In the order of their names, for sums round as they are ordered.
      byDocument: Dictionary(grouping: matched, by: \.document).sorted { $0.key < $1.key }.map {
        $0.value.map { .init(score: $0.estimate.score, isTrue: $0.isRight) }
      })
    classTemperature = Temperature.ofClasses(
      pairs.compactMap { pair in
        pair.truth.map { (pair.estimate.classProbabilities, $0.classIndex) }
      })
  }

  /// Pairs of a role that count of one document, at most.
  private static let mostOfDocument = 10
  /// No more than ten pairs of a role from one document: its headers, say, are all alike, and a
  /// hundred of them tell little more of other documents' than one.
  private static func spread(_ pairs: [MatchedEstimate]) -> [MatchedEstimate] {
    struct Group: Hashable {
      var document: String
      var role: RegionRole
    }
    var sizes: [Group: Int] = [:]
    for pair in pairs { sizes[Group(document: pair.document, role: pair.role), default: 0] += 1 }
    var seen: [Group: Int] = [:]
    return pairs.filter { pair in
      let group = Group(document: pair.document, role: pair.role)
      let (size, index) = (sizes[group] ?? 0, seen[group, default: 0])
      seen[group] = index + 1
      // Evenly over the document.
      return size <= mostOfDocument
        || index * mostOfDocument / size != (index + 1) * mostOfDocument / size
    }
  }
}

/// The residuals of each edge, without gross ones.
struct EdgeFit {
  private var residuals: [BoxCoordinate: [EdgeResidual]] = [:]
  /// Share of all edges whose error is gross.
  let grossShare: Double

  init(_ pairs: [MatchedEstimate], under model: VarianceModel) {
    var (kept, all) = (0, 0)
    for edge in BoxCoordinate.allCases {
      let found = pairs.compactMap { $0.residual(edge, under: model) }
      let usual = GrossErrors(found.map(\.error)).usual
      let rest = found.filter { usual.contains($0.error) }
      residuals[edge] = rest
      kept += rest.count
      all += found.count
    }
    grossShare = 1 - Double(kept) / Double(max(1, all))
  }

  /// What is made of an edge's variance; `nil` where there are too few to say.
  ///
  /// In `scaled` mode it is a factor, as the paper's numbers get.
  func map(of edge: BoxCoordinate, _ mode: VarianceMode) -> VarianceMap? {
    guard let found = residuals[edge], found.count >= VarianceFit.leastForAffine else {
      return nil
    }
    return mode == .scaled ? VarianceFit.scaling(found) : VarianceFit.best(found)
  }
}
