import Layout

/// How wrong a language model's boxes usually are (method 02, 1.4 and 4.3).
struct RegionVariance {
  /// The page's median line height, pixels.
  let lineHeight: Double

  /// How many observations the usual error counts for.
  private static let priorStrength = 4.0
  /// A rectangle between rows is only as good as the guess that it is filled.
  private static let freeAreaFactor = 4.0

  /// Variance of a region that was named once: the class's usual error and the recogniser's, over
  /// the qualities of its text and place.
  func ofOne(_ role: RegionRole, quality: Double, isFreeArea: Bool) -> BoxVariance {
    shrunk([], role, quality: quality, isFreeArea: isFreeArea)
  }

  /// Variance of a region from its boxes in several samples, shrunk towards the usual error.
  ///
  /// `((n - 1) u + 4 v0) / ((n - 1) + 4) + v_ocr`, over the qualities; u is the unbiased variance
  /// of the boxes.
  func shrunk(
    _ boxes: [Box], _ role: RegionRole, quality: Double, isFreeArea: Bool
  ) -> BoxVariance {
    let usual = TextRulesProposer.variance(of: role, lineHeight: lineHeight)
    let recognition = (0.1 * lineHeight) * (0.1 * lineHeight)
    let factor = (isFreeArea ? Self.freeAreaFactor : 1) / quality
    let degrees = Double(max(0, boxes.count - 1))
    var variance = usual
    for edge in BoxCoordinate.allCases {
      let mean = boxes.reduce(0) { $0 + $1[edge] } / Double(max(1, boxes.count))
      let squares = boxes.reduce(0) { $0 + ($1[edge] - mean) * ($1[edge] - mean) }
      let shrunk =
        (squares + Self.priorStrength * usual[edge]) / (degrees + Self.priorStrength)
      variance[edge] = (shrunk + recognition) * factor
    }
    return variance
  }

  /// Whether a region may be the parent of another: it encloses it, up to half a line.
  func encloses(_ outer: Box, _ inner: Box) -> Bool {
    let tolerance = max(2, 0.5 * lineHeight)
    return inner.clipped(to: outer.insetBy(-tolerance)) == inner
  }
}
