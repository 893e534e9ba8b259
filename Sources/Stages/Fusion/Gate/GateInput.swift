import Layout

/// What a gate looks at, of a region that a teacher and a text source see.
public struct GateInput: Sendable {
  /// The teacher's estimate.
  public var teacher: RegionEstimate
  /// The text source's: the surest of several.
  public var text: RegionEstimate

  /// The teacher's and the surest text source's estimate (the first of equals).
  ///
  /// - Returns: `nil` where one of the two is missing.
  public init?(_ estimates: [RegionEstimate]) {
    let texts = estimates.filter { !$0.source.isDetector }
    guard let teacher = estimates.first(where: { $0.source.isDetector }),
      let text = texts.min(by: { $0.variance.mean < $1.variance.mean })
    else { return nil }
    self.teacher = teacher
    self.text = text
  }

  /// The numbers that a gate of a size takes.
  ///
  /// Qualities that nobody measured count as 1.
  ///
  /// - Parameter page: only `full` needs it; without a page it sees no text and takes the hull of the
  ///   boxes for the page.
  public func numbers(for size: GateSize, on page: PageContext?) -> [Double] {
    let overlap = teacher.box.intersectionOverUnion(text.box)
    let qualities = [text.evidence.textQuality ?? 1, text.evidence.spatialQuality ?? 1]
    let logits = [ScorePool.logit(teacher.score), ScorePool.logit(text.score)]
    switch size {
    case .theory: return logits + [overlap]
    case .small: return logits + [overlap] + qualities
    case .full:
      let page = page ?? PageContext(bounds: teacher.box.union(text.box))
      return RegionEmbedding.vector(of: teacher, on: page.bounds)
        + TextEmbedding.vector(of: page.text(of: text))
        + [overlap, teacher.score, text.score] + qualities
    }
  }
}
