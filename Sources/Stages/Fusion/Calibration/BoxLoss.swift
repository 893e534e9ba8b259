import Layout

/// How far fused boxes are from true ones, as an evaluation counts it.
struct BoxLoss {
  private let boxes: BoxFusion
  private let variances: VarianceModel

  init(_ settings: FusionSettings) {
    boxes = BoxFusion(settings.boxes)
    variances = settings.variances
  }

  /// Thresholds of overlap, of COCO's ten, that the fused box of a site misses; `nil` for a site that
  /// is no region.
  func missed(_ site: [MatchedEstimate]) -> Double? {
    let estimates = site.map {
      variances.applied(to: $0.estimate, role: $0.role, bounds: $0.bounds)
    }
    guard let truth = site.first?.truth, let fused = try? boxes.fuse(estimates) else { return nil }
    let overlap = fused.box.intersectionOverUnion(truth.box)
    return Double((0..<10).count { overlap < 0.5 + 0.05 * Double($0) })
  }
}
