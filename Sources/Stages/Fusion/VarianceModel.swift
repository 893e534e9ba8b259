import Layout

/// Where the variances that weigh the boxes come from.
public enum VarianceMode: String, Codable, CaseIterable, Sendable {
  /// As the paper's text reads: the teacher's is the variance `s(1−s)` of its confidence, the
  /// text's `1/(Q_text·Q_spatial)`. Neither is in px², and the teacher's weight is always at
  /// least 0.8: for reproduction only.
  case literal
  /// The literal numbers through the maps of a calibration, which bring both to the page's units.
  case scaled
  /// The variances that the estimates bring, px², through the maps of a calibration.
  case calibrated
}

/// The typical error of the edges of a source's boxes, in thousandths of the page's longer side;
/// positive means that the source's edge lies too far right, or down.
public typealias EdgeBias = EdgeTable<Double>

extension EdgeBias {
  /// No bias.
  public static let none = EdgeBias(x1: 0, y1: 0, x2: 0, y2: 0)

  /// Hulls of recognised words are tighter than what people draw around them.
  ///
  /// Medians of 197 hulls against the hand-drawn boxes of PolEval 2025 (24 pages, 1400 px high:
  /// 1.3, 0.8, −2.8 and −0.7 px). Applied to other hulls on all 219 pages, less than a pixel is
  /// left on paragraphs; the bottoms of one-line regions still lie 2 px too high.
  public static let textHull = EdgeBias(x1: 0.9, y1: 0.6, x2: -2, y2: -0.5)
}

extension EdgeTable<VarianceMap> {
  /// Variances as they are.
  public static var identity: EdgeTable<VarianceMap> { EdgeTable(.identity) }
}

/// Turns the boxes and variances that sources bring into what fusion works with.
public struct VarianceModel: Hashable, Codable, Sendable {
  /// Where variances come from.
  public var mode: VarianceMode
  /// What is made of the variances (`scaled`, `calibrated`), by source, role and edge.
  public var maps: SourceTable<RoleTable<EdgeTable<VarianceMap>>>
  /// Factor on what the maps give, by source and role: how much less its boxes count beside others.
  public var doubt = SourceTable<RoleTable<Double>>(RoleTable(1))
  /// What is taken off the edges first, by source and role.
  public var bias: SourceTable<RoleTable<EdgeBias>>

  /// Makes the model; by default variances are taken as they come and hulls of text are padded.
  public init(
    mode: VarianceMode = .calibrated,
    maps: SourceTable<RoleTable<EdgeTable<VarianceMap>>> = SourceTable(
      teacher: RoleTable(.identity), languageModel: RoleTable(.identity),
      textRules: RoleTable(.identity)),
    bias: SourceTable<RoleTable<EdgeBias>> = SourceTable(
      teacher: RoleTable(.none), languageModel: RoleTable(.textHull),
      textRules: RoleTable(.textHull))
  ) {
    self.mode = mode
    self.maps = maps
    self.bias = bias
  }

  /// The estimate with its bias taken off and the variance of the model.
  ///
  /// - Parameters:
  ///   - role: role of the estimate's most probable class.
  ///   - bounds: the page, pixels; a corrected box is kept within it.
  public func applied(
    to estimate: RegionEstimate, role: RegionRole, bounds: Box
  ) -> RegionEstimate {
    var estimate = estimate
    let bias = self.bias[estimate.source][role]
    let unit = Self.unit(of: bounds)
    if bias != .none {
      let corrected = Box(
        x1: estimate.box.x1 - bias.x1 * unit, y1: estimate.box.y1 - bias.y1 * unit,
        x2: estimate.box.x2 - bias.x2 * unit, y2: estimate.box.y2 - bias.y2 * unit
      ).clipped(to: bounds)
      if corrected.isValid { estimate.box = corrected }
    }
    let maps = self.maps[estimate.source][role]
    for edge in BoxCoordinate.allCases {
      switch mode {
      case .literal: estimate.variance[edge] = Self.literal(estimate)
      case .scaled: estimate.variance[edge] = maps[edge](Self.literal(estimate)) * unit * unit
      case .calibrated where maps[edge] == .identity: break
      case .calibrated:
        estimate.variance[edge] = maps[edge](estimate.variance[edge] / (unit * unit)) * unit * unit
      }
    }
    let doubt = mode == .literal ? 1 : self.doubt[estimate.source][role]
    if doubt != 1 {
      for edge in BoxCoordinate.allCases { estimate.variance[edge] *= doubt }
    }
    return estimate
  }

  /// A thousandth of the page's longer side, pixels.
  static func unit(of bounds: Box) -> Double { max(1e-9, max(bounds.width, bounds.height) / 1000) }

  /// The paper's numbers: of a confidence for the teacher, of text and layout quality for others.
  ///
  /// A confidence of exactly 0 or 1 has a variance next to nothing rather than none.
  static func literal(_ estimate: RegionEstimate) -> Double {
    if estimate.source.isDetector { return max(1e-9, estimate.score * (1 - estimate.score)) }
    let quality = (estimate.evidence.textQuality ?? 1) * (estimate.evidence.spatialQuality ?? 1)
    return 1 / max(quality, 1e-3)
  }
}
